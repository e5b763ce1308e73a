package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.model.run.ErrorClass;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the images of steps are on the engine. */
final class Images {
  private static final Logger LOG = LoggerFactory.getLogger(Images.class);

  private final Engine engine;
  private final PullPolicy policy;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  Images(Engine engine, PullPolicy policy) {
    this.engine = engine;
    this.policy = policy;
  }

  /** Before a container is made. */
  void beforeUse(String image) throws LaunchException {
    if (policy == PullPolicy.ALWAYS) {
      pull(image);
    }
  }

  /** When the engine did not have the image. */
  void missing(String image) throws LaunchException {
    if (policy == PullPolicy.NEVER) {
      throw failure(image, "the setting docker.pullPolicy is never", null);
    }
    pull(image);
  }

  /** Whether the engine has the image. */
  boolean isPresent(String image) {
    try {
      engine.calls().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private void pull(String image) throws LaunchException {
    // Steps that start together ask for one download.
    synchronized (locks.computeIfAbsent(image, name -> new Object())) {
      if (policy == PullPolicy.MISSING && isPresent(image)) {
        return;
      }
      LOG.info("the engine fetches the image {}", image);
      try (Download download = new Download()) {
        engine.streams().pullImageCmd(image).exec(download);
        download.awaitEnd();
        if (download.refusal != null) {
          throw failure(image, download.refusal, null);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure(image, "the download was interrupted", e);
      } catch (RuntimeException e) {
        throw failure(image, EngineFailure.words(e), e);
      }
    }
  }

  private LaunchException failure(String image, String why, @Nullable Throwable cause) {
    String message =
        "the Docker engine at "
            + engine.address()
            + " does not have the image "
            + image
            + ", and it cannot be fetched: "
            + why
            + "; "
            + ImageAdvice.of(image);
    return cause == null
        ? new LaunchException(ErrorClass.IMAGE_PULL, message)
        : new LaunchException(ErrorClass.IMAGE_PULL, message, cause);
  }

  /** A download that has begun may still fail, and says so in its last piece. */
  private static final class Download extends EngineStream<PullResponseItem> {
    private volatile @Nullable String refusal;

    @Override
    public void onNext(PullResponseItem piece) {
      ResponseItem.ErrorDetail error = piece.getErrorDetail();
      if (error != null) {
        refusal = String.valueOf(error.getMessage());
      }
    }
  }
}

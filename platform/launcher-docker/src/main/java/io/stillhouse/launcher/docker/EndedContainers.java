package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what a run that has ended leaves on the engine. */
final class EndedContainers {
  private static final Logger LOG = LoggerFactory.getLogger(EndedContainers.class);
  private static final int AT_ONCE = 4;
  private static final List<String> ENDED = List.of("created", "exited", "dead");

  private final Engine engine;
  private final Map<String, String> labels;

  /** Of the run whose containers have these labels. */
  EndedContainers(Engine engine, Map<String, String> labels) {
    this.engine = engine;
    this.labels = labels;
  }

  /** Removes them with their volumes; those that run stay. */
  void remove() {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            AT_ONCE, runnable -> DaemonThreads.named("docker-removals", runnable));
    try {
      List<Callable<Void>> removals =
          engine
              .calls()
              .listContainersCmd()
              .withStatusFilter(ENDED)
              .withLabelFilter(labels)
              .exec()
              .stream()
              .map(Container::getId)
              .<Callable<Void>>map(id -> () -> remove(id))
              .toList();
      pool.invokeAll(removals);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("containers of the run remain on the engine: {}", EngineFailure.words(e));
    } finally {
      pool.shutdownNow();
    }
  }

  private Void remove(String id) {
    try {
      return engine.calls().removeContainerCmd(id).withRemoveVolumes(true).exec();
    } catch (DockerException somebodyElseRemovesIt) {
      LOG.debug("container {} is not removed", id, somebodyElseRemovesIt);
    } catch (RuntimeException e) {
      LOG.warn("container {} remains on the engine: {}", id, EngineFailure.words(e));
    }
    return null;
  }
}

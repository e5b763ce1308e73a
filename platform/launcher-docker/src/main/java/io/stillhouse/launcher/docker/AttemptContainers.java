package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.run.ErrorClass;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, finds and gives up the containers of attempts. Their name is what decides between several
 * who try: the engine lets one container have it.
 */
final class AttemptContainers {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptContainers.class);
  private static final String CREATED = "created";

  /** More rounds than any number of others can cause by getting in between. */
  private static final int ROUNDS = 100;

  private final Engine engine;
  private final StepContainers containers;
  private final Images images;
  private final Tombstones tombstones;

  AttemptContainers(Engine engine, StepContainers containers, Images images) {
    this.engine = engine;
    this.containers = containers;
    this.images = images;
    this.tombstones = new Tombstones(engine);
  }

  /**
   * Starts the attempt's container, or finds it started before.
   *
   * @return its id
   */
  String launch(LaunchRequest request) throws LaunchException {
    String name = ContainerIdentity.name(request.store(), request.attempt());
    images.beforeUse(request.image());
    for (int round = 0; round < ROUNDS; round++) {
      Optional<String> id = created(request, name);
      if (id.isEmpty()) {
        Optional<InspectContainerResponse> other = find(request, name);
        if (other.isEmpty()) {
          continue;
        }
        if (isTombstone(other.get())) {
          throw new LaunchException(
              ErrorClass.INFRASTRUCTURE,
              "attempt "
                  + request.attempt()
                  + " cannot be started: an orchestrator gave it up before its container began");
        }
        id = Optional.of(other.get().getId());
        if (!isNeverStarted(other.get())) {
          return id.get();
        }
      }
      if (started(request, id.get())) {
        return id.get();
      }
    }
    throw unsettled(name);
  }

  /**
   * Finds the attempt's container if it was started, and otherwise spends its name.
   *
   * @return its id
   */
  Optional<String> adopt(LaunchRequest request) throws LaunchException {
    String name = ContainerIdentity.name(request.store(), request.attempt());
    for (int round = 0; round < ROUNDS; round++) {
      Optional<InspectContainerResponse> found = find(request, name);
      if (found.isEmpty()) {
        try {
          tombstones.create(request, name);
          return Optional.empty();
        } catch (ConflictException somebodyWasFaster) {
          continue;
        }
      }
      if (isTombstone(found.get())) {
        return Optional.empty();
      }
      if (!isNeverStarted(found.get())) {
        return Optional.of(found.get().getId());
      }
      // Unforced, so that it stays if somebody has started it by now.
      removeUnlessStarted(found.get().getId());
    }
    throw unsettled(name);
  }

  /** The new container's id; empty if the name is in use. */
  private Optional<String> created(LaunchRequest request, String name) throws LaunchException {
    try {
      return Optional.of(containers.create(request, name));
    } catch (ConflictException e) {
      return Optional.empty();
    } catch (NotFoundException e) {
      images.missing(request.image());
    } catch (DockerException e) {
      throw StartFailure.of(request, e);
    }
    try {
      return Optional.of(containers.create(request, name));
    } catch (ConflictException e) {
      return Optional.empty();
    } catch (DockerException e) {
      throw StartFailure.of(request, e);
    }
  }

  /** Whether the container has been started; false if it is gone. */
  private boolean started(LaunchRequest request, String id) throws LaunchException {
    try {
      containers.prepare(request, id);
      engine.calls().startContainerCmd(id).exec();
      return true;
    } catch (NotModifiedException somebodyWasFaster) {
      return true;
    } catch (DockerException e) {
      if (e instanceof NotFoundException
          && EngineFailure.words(e).toLowerCase(Locale.ROOT).contains("no such container")) {
        return false;
      }
      removeUnlessStarted(id);
      throw StartFailure.of(request, e);
    }
  }

  /** Also gives back the GPUs that it would have had. */
  private void removeUnlessStarted(String id) {
    try {
      engine.calls().removeContainerCmd(id).withRemoveVolumes(true).exec();
    } catch (ConflictException | NotFoundException changedMeanwhile) {
      LOG.debug("container {} is not removed", id, changedMeanwhile);
    }
  }

  private Optional<InspectContainerResponse> find(LaunchRequest request, String name)
      throws LaunchException {
    InspectContainerResponse found;
    try {
      found = engine.calls().inspectContainerCmd(name).exec();
    } catch (NotFoundException e) {
      return Optional.empty();
    }
    if (!ContainerIdentity.matches(labels(found), request)) {
      throw new LaunchException(
          ErrorClass.INFRASTRUCTURE,
          "there is a container "
              + name
              + " that is not the one of attempt "
              + request.attempt()
              + "; remove it: docker rm -f "
              + name);
    }
    return Optional.of(found);
  }

  private static boolean isTombstone(InspectContainerResponse container) {
    return Tombstones.isTombstone(labels(container));
  }

  private static boolean isNeverStarted(InspectContainerResponse container) {
    return CREATED.equals(container.getState().getStatus());
  }

  private static Map<String, String> labels(InspectContainerResponse container) {
    Map<String, String> labels = container.getConfig().getLabels();
    return labels == null ? Map.of() : labels;
  }

  private static LaunchException unsettled(String name) {
    return new LaunchException(
        ErrorClass.INFRASTRUCTURE,
        "the container " + name + " appears and disappears; is somebody else removing it?");
  }
}

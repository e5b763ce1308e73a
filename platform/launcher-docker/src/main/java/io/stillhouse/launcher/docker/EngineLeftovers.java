package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.Leftovers;
import io.stillhouse.model.run.ErrorClass;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** The containers of a store's runs on one engine. */
final class EngineLeftovers implements Leftovers {
  /** What a step has between being told to stop and being killed. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final int AT_ONCE = 4;

  private final Engine engine;
  private final URI store;

  EngineLeftovers(Engine engine, URI store) {
    this.engine = engine;
    this.store = store;
  }

  @Override
  public Map<RunLayout, String> runs() {
    List<Container> containers;
    try {
      containers = containers(Map.of(ContainerIdentity.STORE, store.toString()));
    } catch (RuntimeException e) {
      throw new BackendUnreachableException(EngineFailure.unreachable(engine.address(), e), e);
    }
    Map<RunLayout, Integer> counts = new HashMap<>();
    for (Container container : containers) {
      String run = container.getLabels().getOrDefault(ContainerIdentity.RUN, "");
      counts.merge(RunLayout.ofName(run), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    entry.getValue() + (entry.getValue() == 1 ? " container" : " containers")));
  }

  @Override
  public void delete(RunLayout run) throws LaunchException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            AT_ONCE, runnable -> DaemonThreads.named("docker-removals", runnable));
    try {
      List<Future<?>> removals =
          containers(ContainerIdentity.ofRun(store, run)).stream()
              .<Future<?>>map(container -> pool.submit(() -> remove(container.getId())))
              .toList();
      for (Future<?> removal : removals) {
        removal.get();
      }
    } catch (ExecutionException e) {
      throw remains(run, e.getCause() == null ? e : e.getCause());
    } catch (DockerException e) {
      throw remains(run, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw remains(run, e);
    } finally {
      pool.shutdownNow();
    }
  }

  private void remove(String id) {
    try {
      engine.streams().stopContainerCmd(id).withTimeout((int) GRACE.toSeconds()).exec();
    } catch (DockerException endedAlready) {
      // The removal tells whether anything is wrong.
    }
    try {
      engine.calls().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException somebodyElseRemovedIt) {
      return;
    }
  }

  private List<Container> containers(Map<String, String> labels) {
    return engine.calls().listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
  }

  private LaunchException remains(RunLayout run, Throwable cause) {
    return new LaunchException(
        ErrorClass.INFRASTRUCTURE,
        "containers of run "
            + run.runId()
            + " remain on the Docker engine at "
            + engine.address()
            + ": "
            + EngineFailure.words(cause),
        cause);
  }

  @Override
  public void close() {
    engine.close();
  }
}

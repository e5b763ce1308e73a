package io.stillhouse.launcher.docker;

import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.LogCopies;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs each attempt in a container of its own, under a name that follows from store and attempt.
 *
 * <p>Containers stay on the engine, ended, until the run has ended: while one is there, nothing
 * else can run under its name, and whoever comes later can read how it ended.
 */
final class DockerLauncher implements StepLauncher {
  private static final Duration ENGINE_COMES_BACK_WITHIN = Duration.ofMinutes(1);

  private final Engine engine;
  private final Map<String, String> labels;
  private final AttemptContainers containers;
  private final LogCopies logs;
  private final ContainerWatch watch;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(runnable -> DaemonThreads.named("docker-worker", runnable));
  private final Map<String, ContainerAttempt> attempts = new ConcurrentHashMap<>();

  DockerLauncher(Engine engine, DockerSettings settings, LaunchContext context) {
    this.engine = engine;
    this.labels = ContainerIdentity.ofRun(context.store().root(), context.run());
    this.containers =
        new AttemptContainers(
            engine,
            new StepContainers(engine, settings, context.environment()),
            new Images(engine, settings.pullPolicy()));
    this.logs = new LogCopies(context.store());
    this.watch = new ContainerWatch(engine, labels, workers);
    watch.start();
  }

  @Override
  public LaunchedAttempt launch(LaunchRequest request) throws LaunchException {
    return watched(request, patiently(() -> containers.launch(request)));
  }

  @Override
  public Optional<LaunchedAttempt> adopt(LaunchRequest request) throws LaunchException {
    return patiently(() -> containers.adopt(request)).map(id -> watched(request, id));
  }

  @Override
  public String lastWords(LaunchRequest request) {
    ContainerAttempt attempt = attempts.get(name(request));
    return attempt != null ? attempt.log().tail() : logs.lastWords(request.attempt());
  }

  @Override
  public void runEnded() {
    new EndedContainers(engine, labels).remove();
  }

  @Override
  public void close() {
    watch.close();
    workers.shutdownNow();
    logs.close();
    engine.close();
  }

  private LaunchedAttempt watched(LaunchRequest request, String id) {
    ContainerAttempt attempt =
        attempts.compute(
            name(request),
            (name, known) ->
                known != null && known.id().equals(id)
                    ? known
                    : new ContainerAttempt(
                        engine,
                        id,
                        name,
                        StepContainers.memoryLimit(request.resources()),
                        new ContainerLog(engine, id, logs.begin(request.attempt())),
                        workers));
    watch.add(attempt);
    return attempt;
  }

  private <T> T patiently(Patience.Call<T> call) throws LaunchException {
    try {
      return new Patience(ENGINE_COMES_BACK_WITHIN).until(call);
    } catch (RuntimeException e) {
      throw new LaunchException(
          ErrorClass.INFRASTRUCTURE,
          EngineFailure.isSilence(e)
              ? EngineFailure.unreachable(engine.address(), e)
              : "the Docker engine refused: " + EngineFailure.words(e),
          e);
    }
  }

  private static String name(LaunchRequest request) {
    return ContainerIdentity.name(request.store(), request.attempt());
  }
}

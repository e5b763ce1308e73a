package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.orchestrator.reading.RunReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a process that takes a run to its end when the terminal is gone. */
public final class Detachment {
  private static final long STARTS_WITHIN_SECONDS = 30;
  private static final long POLL_MILLIS = 50;

  private final CliEnvironment environment;
  private final ArtifactStore store;

  public Detachment(CliEnvironment environment, ArtifactStore store) {
    this.environment = environment;
    this.store = store;
  }

  /** What the process does with the run. */
  public enum Work {
    /** It takes the run to its end. */
    EXECUTE,
    /** It gives what failed another chance before. */
    RESUME
  }

  /**
   * A process that is at work on a run.
   *
   * @param pid its number
   * @param log the file that it writes
   */
  public record Started(long pid, Path log) {}

  /**
   * Starts the process and tells the user when it is at work on the run.
   *
   * @param context the context in which it reaches the run's platform
   */
  CliExit start(RunLayout run, String context) {
    Started started;
    try {
      started = begin(run, context, Work.EXECUTE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CliExit.INTERRUPTED;
    }
    String name = run.pipeline() + "/" + run.runId();
    environment
        .out()
        .println(name + " runs in process " + started.pid() + ", which writes " + started.log());
    environment.out().println("  stillhouse show " + name + "; stillhouse logs " + name + " -f");
    environment.out().println("  stillhouse cancel " + name + " stops it.");
    return CliExit.OK;
  }

  /**
   * Starts the process and returns when it is at work on the run.
   *
   * @param context the context in which it reaches the run's platform
   * @throws CliException if the process cannot be started, or ends at once
   */
  public Started begin(RunLayout run, String context, Work work) throws InterruptedException {
    Path log = log(run);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder = new ProcessBuilder(command(run, context, work));
      builder.environment().clear();
      builder.environment().putAll(environment.variables());
      builder.environment().put("STILLHOUSE_REBUILD", "no");
      builder.directory(environment.workingDirectory().toFile());
      builder.redirectInput(new File("/dev/null"));
      builder.redirectErrorStream(true);
      builder.redirectOutput(log.toFile());
      Process process = builder.start();
      awaitWork(run, process, log);
      return new Started(process.pid(), log);
    } catch (IOException e) {
      throw new CliException(CliExit.FAILED, "The run cannot be detached: " + e.getMessage(), e);
    }
  }

  private List<String> command(RunLayout run, String context, Work work) {
    Map<String, String> variables = environment.variables();
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid"); // or the terminal's end would be its own
    }
    Path script = Path.of(variables.getOrDefault("STILLHOUSE_HOME", ""), "bin", "stillhouse");
    if (variables.containsKey("STILLHOUSE_HOME") && Files.isExecutable(script)) {
      command.add(script.toString());
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add("io.stillhouse.cli.main.Main");
    }
    command.addAll(
        List.of(
            work.name().toLowerCase(Locale.ROOT),
            run.pipeline() + "/" + run.runId(),
            "--store",
            "file".equals(store.root().getScheme())
                ? Path.of(store.root()).toString()
                : store.root().toString(),
            "--context",
            context));
    return command;
  }

  private void awaitWork(RunLayout run, Process process, Path log)
      throws IOException, InterruptedException {
    RunReader reader = new RunReader(store);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTS_WITHIN_SECONDS);
    while (process.isAlive() && !reader.isAtWork(run) && System.nanoTime() < deadline) {
      Thread.sleep(POLL_MILLIS);
    }
    if (!process.isAlive() && store.read(run.outcome()).isEmpty()) {
      throw new CliException(
          CliExit.FAILED,
          "The process of the detached run ended at once:",
          Files.readString(log).strip());
    }
  }

  private Path log(RunLayout run) {
    Map<String, String> variables = environment.variables();
    String cache = variables.getOrDefault("STILLHOUSE_CACHE_DIR", "");
    Path folder =
        cache.isEmpty()
            ? Path.of(variables.getOrDefault("HOME", "/tmp"), ".cache", "stillhouse")
            : Path.of(cache);
    return folder.resolve("runs").resolve(run.pipeline() + "-" + run.runId() + ".log");
  }
}

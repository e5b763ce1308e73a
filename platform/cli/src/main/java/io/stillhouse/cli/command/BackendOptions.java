package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.context.Context;
import io.stillhouse.cli.context.Extensions;
import io.stillhouse.orchestrator.observation.TraceVariables;
import io.stillhouse.orchestrator.run.RunBackend;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --launcher}, {@code --runner}, {@code --set}: who starts steps, and who decides when. */
final class BackendOptions {
  @Option(
      names = "--launcher",
      paramLabel = "NAME",
      description =
          "What starts steps: process, docker or kubernetes; the context's, or else process, by"
              + " default.")
  private @Nullable String launcher;

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      description =
          "What runs the pipeline: direct or flink; the context's, or else direct, by default.")
  private @Nullable String runner;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting instead of the context's, of the launcher (namespace=trial) or of whom it names"
              + " (flink.master=host:8081); may be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** What was asked for, its classes loaded. */
  RunBackend backend(CliEnvironment environment, Context context) {
    RunBackend ofContext = context.backend();
    String chosen = Optional.ofNullable(launcher).orElse(ofContext.launcher());
    Map<String, String> owned = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> owned.put(key.contains(".") ? key : chosen + "." + key, value));
    RunBackend backend =
        context.with(owned).backend(chosen, Optional.ofNullable(runner).orElse(ofContext.runner()));
    load(environment, backend);
    return backend;
  }

  /** Loads the classes of a backend, and those that follow what runs on it. */
  static void load(CliEnvironment environment, RunBackend backend) {
    Set<String> extensions = new LinkedHashSet<>();
    if (backend.startsImages()) {
      extensions.add("launcher-" + backend.launcher());
    }
    if (!backend.runner().equals(RunBackend.DIRECT)) {
      extensions.add("runner-" + backend.runner());
    }
    if (TraceVariables.switchOn(environment.variables())) {
      extensions.add("tracing");
    }
    Extensions.load(environment, extensions);
  }
}

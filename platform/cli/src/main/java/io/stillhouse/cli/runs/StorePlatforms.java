package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.context.Context;
import io.stillhouse.cli.context.Extensions;
import io.stillhouse.orchestrator.backend.RunLaunchers;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.records.RunRecords;
import io.stillhouse.orchestrator.retention.Platforms;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.v1.Run;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The platforms that the runs of a store name, with the classes that reach them. */
final class StorePlatforms {
  private StorePlatforms() {}

  /**
   * Loads the launchers of the runs and of the context.
   *
   * @param context how this machine reaches platforms
   * @param unreachable told of each that cannot be looked at, and why
   */
  static Platforms of(
      CliEnvironment environment,
      ArtifactStore store,
      Context context,
      Consumer<String> unreachable) {
    Set<String> launchers = new TreeSet<>();
    new RunReader(store)
        .layouts().stream()
            .map(run -> ProtoJson.read(store, run.runRecord(), Run.getDefaultInstance()))
            .flatMap(Optional::stream)
            .map(RunRecords::backend)
            .filter(RunBackend::startsImages)
            .map(RunBackend::launcher)
            .forEach(launchers::add);
    RunBackend here = context.backend();
    if (here.startsImages()) {
      launchers.add(here.launcher());
    }
    Extensions.load(
        environment,
        launchers.stream().map(launcher -> "launcher-" + launcher).collect(Collectors.toSet()));
    return Platforms.of(
        launcher ->
            new RunLaunchers(
                store,
                environment.variables(),
                context.backend(launcher, RunBackend.DIRECT),
                environment.clock()),
        here,
        unreachable);
  }
}

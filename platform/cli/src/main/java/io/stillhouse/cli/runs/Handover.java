package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.orchestrator.backend.RunLaunchers;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.ControllerProgram;
import io.stillhouse.orchestrator.components.DigestMemoPlace;
import io.stillhouse.orchestrator.components.ImageName;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.orchestrator.run.RunBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Leaves a run to the platform on which its steps are, so that this machine may go away. */
final class Handover {
  private static final String HOME = "STILLHOUSE_HOME";

  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final RunBackend backend;
  private final RunLaunchers launchers;

  Handover(CliEnvironment environment, ArtifactStore store, RunBackend backend) {
    this.environment = environment;
    this.store = store;
    this.backend = backend;
    this.launchers = new RunLaunchers(store, environment.variables(), backend, environment.clock());
  }

  /** Whether the platform takes runs. */
  boolean isPossible() {
    return launchers.runsControllers(backend);
  }

  /**
   * Hands the run over, and tells the user when somebody there is at work on it.
   *
   * @throws CliException if nobody there can take it
   */
  CliExit start(RunLayout run) {
    String name = run.pipeline() + "/" + run.runId();
    Ownership ownership = Ownership.of(store);
    String place;
    try {
      place =
          launchers.startController(
              backend,
              run,
              image(),
              List.of("execute", name, "--supervised", "--store", store.root().toString()),
              () -> !ownership.isFree(run) || store.read(run.outcome()).isPresent());
    } catch (LaunchException | BackendUnreachableException e) {
      throw new CliException(
          CliExit.FAILED,
          "The run " + name + " is created, but nobody in the cluster could take it:",
          String.valueOf(e.getMessage()),
          "stillhouse resume " + name + " carries it out from this machine.");
    }
    environment.out().println(name + " runs in " + place + "; this machine may go away.");
    environment.out().println("  stillhouse show " + name + "; stillhouse logs " + name + " -f");
    environment.out().println("  stillhouse cancel " + name + " stops it.");
    return CliExit.OK;
  }

  /** The image that was built from the code at hand; empty if there is no such code. */
  private Optional<String> image() {
    String home = environment.variables().getOrDefault(HOME, "");
    if (home.isEmpty()) {
      return Optional.empty();
    }
    try {
      return new ControllerProgram(
              Path.of(home), new ContentDigests(DigestMemoPlace.of(store, environment.variables())))
          .digest()
          .map(
              digest ->
                  new ImageName(ControllerProgram.IMAGE).reference(digest, backend.registry()));
    } catch (IOException e) {
      throw new CliException(
          CliExit.INVALID, "The image of the run controller is not known: " + e.getMessage());
    }
  }
}

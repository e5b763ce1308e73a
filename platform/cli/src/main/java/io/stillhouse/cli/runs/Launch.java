package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.orchestrator.run.RunRequest.CacheUse;
import io.stillhouse.release.gate.GateCheck;
import java.util.Map;
import java.util.Optional;

/**
 * How a user wants a definition to be run.
 *
 * @param experiment the experiment; empty: the definition's
 * @param labels labels beside the definition's
 * @param cacheUse whether steps may come from the cache
 * @param limits what steps may use together; what is absent is as the definition says
 * @param backend who starts the steps, and who decides when
 * @param form what goes to standard output
 * @param gating what the run is judged by once it has succeeded; empty: by nothing
 */
public record Launch(
    Optional<String> experiment,
    Map<String, String> labels,
    CacheUse cacheUse,
    ResourceLimits limits,
    RunBackend backend,
    RunSession.Form form,
    Optional<Gating> gating) {

  public Launch {
    labels = Map.copyOf(labels);
  }

  /** Creates the run and takes it to its end. */
  public CliExit run(CliEnvironment environment, ArtifactStore store, ReadPlan read) {
    RunController controller = controller(environment, store);
    String belongsTo = experiment.orElse(read.plan().definition().experiment());
    Optional<GateCheck> gates = gating.map(wanted -> wanted.check(store, belongsTo));
    return new RunSession(environment, store, controller, form, gates)
        .watch(create(controller, environment, read), controller::execute);
  }

  /**
   * Creates the run and leaves it to the platform of its steps, or, where that cannot take it, to a
   * process that goes on by itself.
   *
   * @param context the context in which that process reaches the run's platform
   */
  public CliExit detach(
      CliEnvironment environment, ArtifactStore store, ReadPlan read, String context) {
    RunLayout layout = create(controller(environment, store), environment, read);
    Handover handover = new Handover(environment, store, backend);
    return handover.isPossible()
        ? handover.start(layout)
        : new Detachment(environment, store).start(layout, context);
  }

  private RunController controller(CliEnvironment environment, ArtifactStore store) {
    return new RunController(store, environment.variables(), environment.clock(), backend);
  }

  private RunLayout create(RunController controller, CliEnvironment environment, ReadPlan read) {
    return controller.create(
        new RunRequest(
            read.plan(),
            read.components(),
            read.folder(),
            experiment,
            labels,
            cacheUse,
            limits,
            backend),
        new StagingNotices(environment));
  }
}

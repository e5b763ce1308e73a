package io.stillhouse.cli.sweep;

import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.plan.SweepPlan;
import io.stillhouse.model.plan.SweepPlan.PlannedRun;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.orchestrator.execution.MachineResources;
import java.util.Optional;

/** What each of several runs that are at work side by side may use. */
final class SharedMachine {
  private SharedMachine() {}

  /**
   * The limits of each run. On a platform of its own, nobody but the user limits a run; on this
   * machine each gets its part of what one run would have had.
   *
   * @throws CliException if a step would not fit into the memory of such a part
   */
  static ResourceLimits ofEach(SweepPlan plan, SweepLaunch launch) {
    if (launch.parallel() == 1 || launch.backend().startsImages()) {
      return launch.limits();
    }
    ResourceLimits ofDefinition = plan.definition().limits();
    ResourceRequest all =
        MachineResources.limitedTo(
            new ResourceLimits(
                launch.limits().cpuMillis().or(ofDefinition::cpuMillis),
                launch.limits().memoryBytes().or(ofDefinition::memoryBytes),
                launch.limits().gpus().or(ofDefinition::gpus)));
    long memory = all.memoryBytes() / launch.parallel();
    for (PlannedRun run : plan.runs()) {
      for (PlannedStep step : run.plan().steps()) {
        long asked = step.resources().memoryBytes();
        if (asked > memory) {
          throw new CliException(
              CliExit.INVALID,
              "--parallel "
                  + launch.parallel()
                  + " leaves each run "
                  + Figures.size(memory)
                  + " of memory, and step "
                  + step.name()
                  + " asks for "
                  + Figures.size(asked)
                  + ".",
              "At most "
                  + Math.max(1, all.memoryBytes() / asked)
                  + " in parallel, or raise --limit-memory.");
        }
      }
    }
    return new ResourceLimits(
        Optional.of(Math.max(1, all.cpuMillis() / launch.parallel())),
        Optional.of(memory),
        launch.limits().gpus());
  }
}

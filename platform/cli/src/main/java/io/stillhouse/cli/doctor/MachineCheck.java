package io.stillhouse.cli.doctor;

import io.stillhouse.launch.Check;
import io.stillhouse.launch.Finding;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.resource.MemoryShape;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.orchestrator.execution.MachineResources;
import java.util.List;
import java.util.Locale;

/**
 * Whether this machine can hold each step that is to work on it.
 *
 * @param steps those steps
 */
record MachineCheck(List<PlannedStep> steps) implements Check {
  private static final String SUBJECT = "machine";

  @Override
  public Finding find() {
    ResourceRequest machine = MachineResources.limitedTo(ResourceLimits.NONE);
    String found = amount(machine);
    List<String> tooLarge =
        steps.stream()
            .filter(
                step ->
                    step.resources().cpuMillis() > machine.cpuMillis()
                        || step.resources().memoryBytes() > machine.memoryBytes())
            .map(step -> step.name() + " (" + amount(step.resources()) + ")")
            .toList();
    return tooLarge.isEmpty()
        ? Finding.ok(SUBJECT, found)
        : Finding.warning(
            SUBJECT,
            found + "; more is asked for by " + String.join(", ", tooLarge),
            "lower their resources, or let them run on a larger machine; each runs alone here");
  }

  private static String amount(ResourceRequest resources) {
    return String.format(Locale.ROOT, "%.3f", resources.cpuMillis() / 1000.0)
            .replaceFirst("\\.?0+$", "")
        + " cores, "
        + MemoryShape.shown(resources.memoryBytes());
  }
}

package io.stillhouse.model.definition;

import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;

/** Finds steps that could never run, because they ask for more than all steps together may use. */
final class LimitCheck {
  private final Scope scope;

  LimitCheck(Scope scope) {
    this.scope = scope;
  }

  void check(StepDraft step) {
    ResourceLimits limits = scope.pipeline().limits();
    ResourceRequest asked = DefinitionParser.resources(step, scope.pipeline(), scope.catalog());
    limits
        .cpuMillis()
        .ifPresent(limit -> check(step, "cpu", asked.cpuMillis(), limit, "thousandths of a core"));
    limits
        .memoryBytes()
        .ifPresent(limit -> check(step, "memory", asked.memoryBytes(), limit, "bytes"));
    limits.gpus().ifPresent(limit -> check(step, "nvidia.com/gpu", asked.gpus(), limit, "GPUs"));
  }

  private void check(StepDraft step, String what, long asked, long limit, String unit) {
    if (asked > limit) {
      scope
          .problems()
          .error(
              step.resourcesPlace(),
              "the step can never run: it asks for "
                  + what
                  + " "
                  + asked
                  + ", all steps together may use "
                  + limit
                  + " ("
                  + unit
                  + "); raise limits or lower resources");
    }
  }
}

package io.stillhouse.model.definition;

import io.stillhouse.model.resource.CpuShape;
import io.stillhouse.model.resource.MemoryShape;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;

/** Finds steps that could never run, because they ask for more than all steps together may use. */
final class LimitCheck {
  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";
  private static final String GPU = "nvidia.com/gpu";

  private final Scope scope;

  LimitCheck(Scope scope) {
    this.scope = scope;
  }

  void check(StepDraft step) {
    ResourceLimits limits = scope.pipeline().limits();
    ResourceRequest asked = DefinitionParser.resources(step, scope.pipeline(), scope.catalog());
    limits.cpuMillis().ifPresent(limit -> check(step, CPU, asked.cpuMillis(), limit));
    limits.memoryBytes().ifPresent(limit -> check(step, MEMORY, asked.memoryBytes(), limit));
    limits.gpus().ifPresent(limit -> check(step, GPU, asked.gpus(), limit));
  }

  private void check(StepDraft step, String what, long asked, long limit) {
    if (asked > limit) {
      scope
          .problems()
          .error(
              step.resourcesPlace(),
              "the step can never run: it asks for "
                  + shown(what, asked)
                  + ", all steps together may use "
                  + shown(what, limit)
                  + ": raise 'limits' or lower 'resources'");
    }
  }

  private static String shown(String what, long amount) {
    return switch (what) {
      case CPU -> CPU + " " + CpuShape.shown(amount);
      case MEMORY -> MEMORY + " " + MemoryShape.shown(amount);
      default -> GPU + " " + amount;
    };
  }
}

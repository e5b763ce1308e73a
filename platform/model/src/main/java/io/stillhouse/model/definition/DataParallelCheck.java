package io.stillhouse.model.definition;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ShardRunner;
import java.util.List;

/** Finds steps whose component cannot do its work where they want it. */
final class DataParallelCheck {
  private final Scope scope;

  DataParallelCheck(Scope scope) {
    this.scope = scope;
  }

  void check(StepDraft step, Component component) {
    step.settings()
        .dataParallel()
        .map(DataParallel::runner)
        .filter(runner -> !component.canRunShardsOn(runner))
        .ifPresent(
            runner ->
                scope
                    .problems()
                    .error(
                        step.dataParallelPlace(),
                        "component '"
                            + component.name()
                            + "' works in its own process only; "
                            + others(runner)));
  }

  private String others(ShardRunner runner) {
    List<String> able =
        scope.catalog().components().stream()
            .filter(component -> component.canRunShardsOn(runner))
            .map(Component::name)
            .toList();
    return able.isEmpty()
        ? "no component can work on " + runner.yamlName()
        : "those that can work on " + runner.yamlName() + ": " + String.join(", ", able);
  }
}

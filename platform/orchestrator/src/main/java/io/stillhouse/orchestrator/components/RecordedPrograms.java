package io.stillhouse.orchestrator.components;

import io.stillhouse.model.component.Component;
import io.stillhouse.v1.RunComponent;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Programs as they were when the run was created, wherever it is executed now.
 *
 * @param byName what the run recorded, by the component's name
 */
public record RecordedPrograms(Map<String, RunComponent> byName) implements Programs {

  /** Those of a run's record. */
  public static RecordedPrograms of(Collection<RunComponent> recorded) {
    return new RecordedPrograms(
        recorded.stream().collect(Collectors.toMap(RunComponent::getName, Function.identity())));
  }

  @Override
  public String program(Component component) {
    return recorded(component).getProgram();
  }

  @Override
  public String image(Component component) {
    return recorded(component).getImage();
  }

  private RunComponent recorded(Component component) {
    RunComponent recorded = byName.get(component.name());
    if (recorded == null) {
      throw new IllegalArgumentException("the run records no component " + component.name());
    }
    return recorded;
  }
}

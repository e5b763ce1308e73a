package io.stillhouse.orchestrator.components;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.definition.StepDefinition;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.v1.RunComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Components on their way into the record of a run and out of it. */
public final class RunComponents {
  private RunComponents() {}

  /**
   * What a run whose steps are containers records of the components that its definition names.
   *
   * @throws IOException if a component cannot be read
   */
  public static List<RunComponent> record(
      Plan plan, LoadedComponents loaded, ComponentDigests digests, Optional<String> registry)
      throws IOException {
    Map<String, RunComponent> recorded = new LinkedHashMap<>();
    for (StepDefinition step : plan.definition().steps()) {
      Component component = loaded.catalog().get(step.component());
      if (!recorded.containsKey(component.name())) {
        recorded.put(component.name(), record(component, loaded, digests, registry));
      }
    }
    return List.copyOf(recorded.values());
  }

  /** The components of a record; its texts were valid when it was written. */
  public static Checked<ComponentCatalog> catalog(List<RunComponent> recorded) {
    Problems problems = new Problems();
    List<Component> components = new ArrayList<>();
    for (RunComponent component : recorded) {
      Checked<Component> checked =
          new ComponentParser()
              .parse(
                  new SourceText("component " + component.getName(), component.getDescription()));
      problems.addAll(checked.problems());
      checked.value().ifPresent(components::add);
    }
    return Checked.of(problems, () -> ComponentCatalog.of(components));
  }

  private static RunComponent record(
      Component component,
      LoadedComponents loaded,
      ComponentDigests digests,
      Optional<String> registry)
      throws IOException {
    ImageName image = new ImageName(component.image());
    String program =
        image.isPinned() ? image.text() : digests.of(component, loaded.folder(component.name()));
    return RunComponent.newBuilder()
        .setName(component.name())
        .setDescription(
            Files.readString(loaded.folder(component.name()).resolve(LoadedComponents.FILE)))
        .setProgram(program)
        .setImage(image.reference(program, registry))
        .build();
  }
}

package io.stillhouse.server.pipelines;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks definitions that come with requests. Data on the server's machine are read from few
 * folders only: whoever may start runs may not read every file that the server may.
 */
public final class Definitions {
  /** What the text of a request is called in messages. */
  static final String NAME = "definition";

  private static final int LONGEST = 1 << 20;
  private static final String URI_SCHEME = "[A-Za-z][A-Za-z0-9+.-]+:.*";

  private final List<Path> componentFolders;
  private final Path base;
  private final List<Path> dataFolders;
  private final URI store;

  /**
   * @param componentFolders the folders of the components
   * @param base what relative data sources are relative to
   * @param dataFolders the folders in which data may lie
   * @param store the store, whose objects may be data as well
   */
  public Definitions(List<Path> componentFolders, Path base, List<Path> dataFolders, URI store) {
    this.componentFolders = List.copyOf(componentFolders);
    this.base = base.toAbsolutePath().normalize();
    this.dataFolders =
        dataFolders.stream().map(folder -> real(folder.toAbsolutePath().normalize())).toList();
    this.store = store;
  }

  /** What relative data sources are relative to. */
  public Path base() {
    return base;
  }

  /** The components that definitions may use. */
  public Checked<LoadedComponents> components() {
    return LoadedComponents.read(componentFolders);
  }

  /** Checks a definition as far as it can be without the parameters that must be set. */
  Checked<PipelineDefinition> check(String source, Map<String, String> parameters) {
    return read(
        source,
        (text, components) ->
            new Planner().validate(text, components.catalog(), new OverrideTexts(parameters)));
  }

  /** The plan of a definition with these parameters, or everything that is wrong with them. */
  public Checked<ReadDefinition> plan(String source, Map<String, String> parameters) {
    return read(
        source,
        (text, components) -> {
          Checked<Plan> plan =
              new Planner().plan(text, components.catalog(), new OverrideTexts(parameters));
          Problems problems = new Problems();
          problems.addAll(plan.problems());
          plan.value().ifPresent(planned -> sources(planned, problems));
          return Checked.of(
              problems, () -> new ReadDefinition(plan.value().orElseThrow(), components));
        });
  }

  /** What is done with a text. */
  private interface Reading<T> {
    Checked<T> read(SourceText text, LoadedComponents components);
  }

  private <T> Checked<T> read(String source, Reading<T> reading) {
    Problems problems = new Problems();
    if (source.length() > LONGEST) {
      problems.error(
          new Place(SourceLocation.whole(NAME), ""), "a definition has at most 1 MiB of text");
      return Checked.of(problems, () -> impossible());
    }
    Checked<LoadedComponents> components = components();
    problems.addAll(components.problems());
    Optional<T> value =
        components
            .value()
            .flatMap(
                loaded -> {
                  Checked<T> checked = reading.read(new SourceText(NAME, source), loaded);
                  problems.addAll(checked.problems());
                  return checked.value();
                });
    return Checked.of(problems, value::orElseThrow);
  }

  private static <T> T impossible() {
    throw new IllegalStateException("there is no definition");
  }

  private void sources(Plan plan, Problems problems) {
    for (PlannedStep step : plan.steps()) {
      for (Map.Entry<String, Value> parameter : step.parameters().entrySet()) {
        for (String source : sources(step.component(), parameter.getKey(), parameter.getValue())) {
          problem(source)
              .ifPresent(
                  problem ->
                      problems.error(
                          new Place(
                              SourceLocation.whole(NAME),
                              "steps["
                                  + step.stepDefinitionName()
                                  + "].parameters."
                                  + parameter.getKey()),
                          problem));
        }
      }
    }
  }

  private Optional<String> problem(String source) {
    if (source.matches(URI_SCHEME)) {
      return source.startsWith(store + "/") && !source.contains("..")
          ? Optional.empty()
          : Optional.of(
              "'"
                  + source
                  + "' is not in the store "
                  + store
                  + "; runs of this server read no"
                  + " other address");
    }
    Path file = real(base.resolve(source).normalize());
    return dataFolders.stream().anyMatch(file::startsWith)
        ? Optional.empty()
        : Optional.of(
            "'"
                + source
                + "' lies outside the folders that runs of this server may read; start the server"
                + " with --data and its folder");
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path; // What is not there is reported by whoever needs it.
    }
  }

  private static List<String> sources(Component component, String parameter, Value value) {
    ParameterDeclaration declaration = component.parameters().get(parameter);
    if (declaration == null) {
      return List.of();
    }
    if (declaration.type() == ParameterType.SOURCE && value instanceof TextValue text) {
      return List.of(text.text());
    }
    return declaration.items().equals(Optional.of(ParameterType.SOURCE))
            && value instanceof ListValue list
        ? list.values().stream()
            .filter(TextValue.class::isInstance)
            .map(element -> ((TextValue) element).text())
            .toList()
        : List.of();
  }
}

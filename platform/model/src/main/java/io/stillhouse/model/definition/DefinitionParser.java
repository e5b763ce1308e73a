package io.stillhouse.model.definition;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterShape;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** Reads pipeline definitions. */
public final class DefinitionParser {
  /**
   * The definition that a text describes, or everything that is wrong with the text: syntax, keys,
   * types, components, wiring, cycles. What depends on the values of parameters is checked when the
   * run is planned.
   */
  public Checked<PipelineDefinition> parse(SourceText text, ComponentCatalog catalog) {
    Problems problems = new Problems();
    Optional<DefinitionDraft> draft = draft(text, catalog, problems);
    return Checked.of(problems, () -> draft.orElseThrow(NoSuchElementException::new).definition());
  }

  /**
   * As much of a definition as could be read; nothing if the text is no map at all.
   *
   * @param problems collects what is wrong, and becomes the draft's
   */
  public Optional<DefinitionDraft> draft(
      SourceText text, ComponentCatalog catalog, Problems problems) {
    return new YamlReader(problems)
        .read(text)
        .flatMap(node -> PipelineShape.read(new Cursor(node, "", problems)))
        .map(pipeline -> draft(text, pipeline, catalog, problems));
  }

  private static DefinitionDraft draft(
      SourceText text, PipelineDraft pipeline, ComponentCatalog catalog, Problems problems) {
    Scope scope = new Scope(pipeline, catalog, problems);
    Set<String> broken = new DefinitionCheck(scope).check();
    List<StepDefinition> steps = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StepDraft step : pipeline.steps()) {
      if (step.name().filter(names::add).isPresent()) {
        steps.add(step(step, step.name().get(), pipeline, catalog));
      }
    }
    Map<String, ParameterDeclaration> parameters = ParameterShape.named(pipeline.parameters());
    Set<String> brokenParameters = new HashSet<>(pipeline.parameterNames());
    brokenParameters.removeAll(parameters.keySet());
    String name = pipeline.name().orElse("");
    return new DefinitionDraft(
        new PipelineDefinition(
            name,
            pipeline.description(),
            pipeline.experiment().orElse(name),
            pipeline.labels(),
            parameters,
            pipeline
                .matrix()
                .flatMap(matrix -> matrix.check(parameters, pipeline.parameterNames(), problems)),
            pipeline.limits(),
            steps,
            text),
        broken,
        brokenParameters,
        problems);
  }

  private static StepDefinition step(
      StepDraft step, String name, PipelineDraft pipeline, ComponentCatalog catalog) {
    StepSettings settings = step.settings();
    StepSettings defaults = pipeline.defaults();
    return new StepDefinition(
        name,
        step.component().orElse(""),
        Named.values(step.parameters()),
        Named.values(step.inputs()),
        step.when(),
        step.forEach(),
        settings.retryOver(defaults),
        settings.timeout().or(defaults::timeout),
        resources(step, pipeline, catalog),
        settings.scheduling().over(defaults.scheduling()),
        settings.dataParallelOver(defaults, step.component().flatMap(catalog::find)),
        settings.cache().or(defaults::cache).orElse(true),
        settings.environmentOver(defaults),
        step.labels(),
        step.namePlace());
  }

  static ResourceRequest resources(
      StepDraft step, PipelineDraft pipeline, ComponentCatalog catalog) {
    ResourceRequest ofComponent =
        step.component()
            .flatMap(catalog::find)
            .map(Component::resources)
            .orElse(ResourceRequest.DEFAULT);
    return step.settings().resources().over(pipeline.defaults().resources().over(ofComponent));
  }
}

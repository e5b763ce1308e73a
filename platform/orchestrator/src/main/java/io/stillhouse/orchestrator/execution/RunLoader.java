package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.LoadedComponents;
import io.stillhouse.orchestrator.components.Programs;
import io.stillhouse.orchestrator.components.ProgramsHere;
import io.stillhouse.orchestrator.components.RecordedPrograms;
import io.stillhouse.orchestrator.components.RunComponents;
import io.stillhouse.orchestrator.components.SourceParameters;
import io.stillhouse.orchestrator.components.StagedSources;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.v1.Run;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Makes a run out of its record again: definition, components and plan. */
public final class RunLoader {
  private final ArtifactStore store;
  private final ContentDigests contents;

  public RunLoader(ArtifactStore store, ContentDigests contents) {
    this.store = store;
    this.contents = contents;
  }

  /**
   * Loads a run.
   *
   * @throws InvalidRunException if there is no such run, or its components have changed so that
   *     they no longer fit it
   */
  public RunContext load(RunLayout layout) {
    Run run =
        ProtoJson.read(store, layout.runRecord(), Run.getDefaultInstance())
            .orElseThrow(
                () ->
                    new InvalidRunException(
                        List.of("there is no run " + layout.folder() + " in " + store.root())));
    String text =
        store
            .read(layout.definition())
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElseGet(() -> run.getDefinition().getSource());
    ComponentCatalog catalog;
    Programs programs;
    if (run.getComponentsCount() > 0) {
      catalog = valid(RunComponents.catalog(run.getComponentsList()));
      programs = RecordedPrograms.of(run.getComponentsList());
    } else {
      LoadedComponents components =
          valid(
              LoadedComponents.read(
                  run.getComponentUrisList().stream().map(URI::create).map(Path::of).toList()));
      catalog = components.catalog();
      programs = new ProgramsHere(components, new ComponentDigests(contents));
    }
    PipelineDefinition definition =
        valid(new DefinitionParser().parse(new SourceText(layout.definition(), text), catalog));
    Plan plan =
        valid(new Planner().plan(definition, catalog, Values.fromProto(run.getParametersMap())));
    SourceParameters sources =
        new SourceParameters(
            Path.of(URI.create(run.getSourceBaseUri())),
            contents,
            StagedSources.of(run.getStagedSourcesList()));
    return new RunContext(layout, run, plan, programs, sources);
  }

  private static <T> T valid(Checked<T> checked) {
    return checked
        .value()
        .orElseThrow(
            () ->
                new InvalidRunException(checked.errors().stream().map(Problem::toString).toList()));
  }
}

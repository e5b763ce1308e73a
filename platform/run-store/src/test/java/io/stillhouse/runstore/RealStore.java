package io.stillhouse.runstore;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.components.LoadedComponents;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.orchestrator.run.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that the real orchestrator and real steps write into. */
final class RealStore {
  final Path folder;
  final ArtifactStore store;
  final RunController controller;
  private final LoadedComponents components;

  RealStore(Path folder) throws IOException {
    this.folder = folder;
    this.store = ArtifactStores.open(folder.resolve("store"));
    this.controller = new RunController(store, System.getenv(), Clock.systemUTC());
    Path component = Files.createDirectories(folder.resolve("telling"));
    Files.writeString(
        component.resolve("classpath"),
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Files.writeString(component.resolve("program"), "version 1");
    Files.writeString(
        component.resolve("component.yaml"),
        """
        apiVersion: stillhouse.io/v1
        kind: Component
        metadata: {name: telling, description: Tells a curve.}
        image: none
        java:
          mainClass: io.stillhouse.runstore.TellingStep
          jar: program
          classpathFile: classpath
        inputs:
          inputs: {type: Dataset, list: true, optional: true}
        outputs:
          data: {type: Dataset}
        parameters:
          name: {type: string}
          folder: {type: string}
          script: {type: string, default: ok}
          points: {type: integer, default: 40}
        resources: {cpu: 500m, memory: 256Mi}
        """);
    this.components = LoadedComponents.read(List.of(component)).orElseThrow();
  }

  /** Creates a run of a pipeline with these steps. */
  RunLayout create(String pipeline, String steps) {
    String text =
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: PIPELINE, labels: {team: vision}}
        parameters:
          epochs: {type: integer, default: 3}
        limits: {cpu: 4, memory: 8Gi}
        defaults:
          retry: {application: 0, infrastructure: 1, backoff: {initial: 100ms}}
        steps:
        """
                .replace("PIPELINE", pipeline)
            + steps
                .stripIndent()
                .replaceAll("(?m)^", "  ")
                .replace("TELLING", "component: telling")
                .replace("FOLDER", "folder: '" + folder + "'");
    PipelineDefinition definition =
        new DefinitionParser()
            .parse(new SourceText("test.yaml", text), components.catalog())
            .orElseThrow();
    return controller.create(
        new RunRequest(
            new Planner().plan(definition, components.catalog(), Map.of()).orElseThrow(),
            components,
            folder,
            Optional.empty(),
            Map.of("name", "Görüntü 视觉"),
            RunRequest.CacheUse.READ_AND_WRITE));
  }

  /** Creates a run and takes it to its end. */
  RunLayout run(String pipeline, String steps) {
    RunLayout run = create(pipeline, steps);
    controller.execute(run, RunListener.NONE);
    return run;
  }

  /** Lets a waiting step go on. */
  void go(String step) throws IOException {
    Files.writeString(folder.resolve(step + ".go"), "");
  }
}

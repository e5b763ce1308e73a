package io.stillhouse.tracing;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.components.LoadedComponents;
import io.stillhouse.orchestrator.run.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store and a component whose steps are real processes. */
final class TracedRuns {
  private final Path folder;
  private final ArtifactStore store;
  private final LoadedComponents components;

  TracedRuns(Path folder) throws IOException {
    this.folder = folder;
    this.store = ArtifactStores.open(folder.resolve("store"));
    Path component = Files.createDirectories(folder.resolve("timed"));
    Files.writeString(
        component.resolve("classpath"),
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Files.writeString(component.resolve("program"), "version 1");
    Files.writeString(
        component.resolve("component.yaml"),
        """
        apiVersion: stillhouse.io/v1
        kind: Component
        metadata: {name: timed, description: Works for a known time.}
        image: none
        java:
          mainClass: io.stillhouse.tracing.TimedStep
          jar: program
          classpathFile: classpath
        inputs:
          one: {type: Dataset, optional: true}
        outputs:
          data: {type: Dataset}
        parameters:
          millis: {type: integer, default: 1}
          end: {type: string, default: well}
          memory: {type: string, default: ''}
        resources: {cpu: 500m, memory: 256Mi}
        """);
    this.components = LoadedComponents.read(List.of(component)).orElseThrow();
  }

  /** A controller in an environment with these variables. */
  RunController controller(Map<String, String> variables) {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.putAll(variables);
    return new RunController(store, environment, Clock.systemUTC());
  }

  RunRequest request(String steps) {
    SourceText text =
        new SourceText(
            "traced.yaml",
            """
            apiVersion: stillhouse.io/v1
            kind: Pipeline
            metadata: {name: traced}
            limits: {cpu: 1, memory: 2Gi}
            defaults:
              retry: {application: 0, infrastructure: 1, preemption: 0, outOfMemory: 0}
            steps:
            """
                + steps.indent(2).replace("MEMORY", folder.resolve("memory").toString()));
    return new RunRequest(
        new Planner()
            .plan(
                new DefinitionParser().parse(text, components.catalog()).orElseThrow(),
                components.catalog(),
                Map.of())
            .orElseThrow(),
        components,
        folder,
        Optional.empty(),
        Map.of(),
        RunRequest.CacheUse.READ_AND_WRITE);
  }
}

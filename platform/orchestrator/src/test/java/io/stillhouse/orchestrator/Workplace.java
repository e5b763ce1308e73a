package io.stillhouse.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.value.Value;
import io.stillhouse.orchestrator.components.LoadedComponents;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder with a store, the scripted component and definitions, as a user would have it. */
final class Workplace {
  final Path folder;
  final Path storeFolder;
  final ArtifactStore store;
  final RunController controller;
  private final LoadedComponents components;

  Workplace(Path folder) throws IOException {
    this.folder = folder;
    this.storeFolder = folder.resolve("store");
    this.store = ArtifactStores.open(storeFolder);
    this.controller = new RunController(store, System.getenv(), Clock.systemUTC());
    Files.createDirectories(folder.resolve("trace"));
    Path component = Files.createDirectories(folder.resolve("scripted"));
    Files.writeString(
        component.resolve("classpath"),
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Files.writeString(component.resolve("program"), "version 1");
    Files.writeString(
        component.resolve("component.yaml"),
        """
        apiVersion: stillhouse.io/v1
        kind: Component
        metadata: {name: scripted, description: Does what its parameters say.}
        image: none
        java:
          mainClass: io.stillhouse.orchestrator.execution.ScriptedStep
          jar: program
          classpathFile: classpath
        inputs:
          inputs: {type: Dataset, list: true, optional: true}
          one: {type: Dataset, optional: true}
        outputs:
          data: {type: Dataset}
        parameters:
          name: {type: string}
          trace: {type: string}
          script: {type: string, default: ok}
          text: {type: string, default: ''}
          metric: {type: number, default: 0.5}
          source: {type: source, optional: true}
        resources: {cpu: 500m, memory: 256Mi}
        """);
    this.components = LoadedComponents.read(List.of(component)).orElseThrow();
  }

  /** A definition with these steps; {@code SCRIPTED} stands for what all of them share. */
  RunRequest request(String steps, Map<String, Value> parameters) {
    String text =
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: test}
        parameters:
          text: {type: string, default: ''}
          metric: {type: number, default: 0.5}
        limits: {cpu: 4, memory: 8Gi}
        defaults:
          retry: {application: 0, infrastructure: 0, preemption: 0, outOfMemory: 0}
        steps:
        """
            + steps.stripIndent().replaceAll("(?m)^", "  ").replace("TRACE", "'" + trace() + "'");
    SourceText source = new SourceText("test.yaml", text);
    PipelineDefinition definition =
        new DefinitionParser().parse(source, components.catalog()).orElseThrow();
    return new RunRequest(
        new Planner().plan(definition, components.catalog(), parameters).orElseThrow(),
        components,
        folder,
        Optional.empty(),
        Map.of(),
        RunRequest.CacheUse.READ_AND_WRITE);
  }

  RunOutcome run(String steps) {
    return run(steps, Map.of());
  }

  RunOutcome run(String steps, Map<String, Value> parameters) {
    return controller.execute(controller.create(request(steps, parameters)), RunListener.NONE);
  }

  static RunLayout layout(RunOutcome run) {
    return RunLayout.ofName(run.getRun());
  }

  static StepOutcome step(RunOutcome run, String step) {
    return run.getStepsList().stream()
        .filter(outcome -> outcome.getStep().equals(step))
        .findFirst()
        .orElseThrow();
  }

  /** The file that a step made. */
  Path dataFile(RunOutcome run, String step) {
    String path = step(run, step).getResult().getOutputsOrThrow("data").getPath();
    return storeFolder.resolve(path).resolve("data.txt");
  }

  String data(RunOutcome run, String step) throws IOException {
    return Files.readString(dataFile(run, step));
  }

  String trace() {
    return folder.resolve("trace").toString();
  }

  /** The lines that steps left in a file of the trace folder. */
  List<String> trace(String file) throws IOException {
    Path path = folder.resolve("trace").resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  /** How often each step's program was started. */
  int starts(String step) throws IOException {
    return trace(step + ".starts").size();
  }

  void requireNoDuplicates() throws IOException {
    assertThat(trace("duplicates")).as("steps of which two copies ran at once").isEmpty();
  }
}

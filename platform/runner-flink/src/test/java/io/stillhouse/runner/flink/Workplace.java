package io.stillhouse.runner.flink;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.components.LoadedComponents;
import io.stillhouse.orchestrator.run.RunBackend;
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

/** A folder with a store, the traced component and definitions. */
final class Workplace {
  final ArtifactStore store;
  final RunController controller;
  private final Path folder;
  private final LoadedComponents components;

  Workplace(Path folder) throws IOException {
    this.folder = folder;
    this.store = ArtifactStores.open(folder.resolve("store"));
    this.controller = new RunController(store, System.getenv(), Clock.systemUTC());
    Path component = Files.createDirectories(folder.resolve("traced"));
    Files.writeString(component.resolve("classpath"), testClassPath());
    Files.writeString(component.resolve("program"), "version 1");
    Files.writeString(
        component.resolve("component.yaml"),
        """
        apiVersion: stillhouse.io/v1
        kind: Component
        metadata: {name: traced, description: Takes a while.}
        image: none
        java:
          mainClass: io.stillhouse.runner.flink.TracedStep
          jar: program
          classpathFile: classpath
        inputs:
          before: {type: Dataset, list: true, optional: true}
        outputs:
          data: {type: Dataset}
        parameters:
          name: {type: string}
          trace: {type: string}
          millis: {type: integer, default: 0}
          fail: {type: boolean, default: false}
        resources: {cpu: 500m, memory: 128Mi}
        """);
    this.components = LoadedComponents.read(List.of(component)).orElseThrow();
  }

  static String testClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** A run of these steps on a session. */
  RunLayout create(String steps, String master) {
    return create(steps, Map.of(FlinkSettings.MASTER, master));
  }

  /** A run of these steps on Flink. */
  RunLayout create(String steps, Map<String, String> settings) {
    String text =
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: test}
        limits: {cpu: 4, memory: 8Gi}
        defaults: {cache: false, retry: {application: 0, infrastructure: 0}}
        steps:
        """
            + steps
                .stripIndent()
                .replaceAll("(?m)^(?=.)", "  ")
                .replace("TRACE", trace().toString());
    return controller.create(
        new RunRequest(
            new Planner()
                .plan(
                    new DefinitionParser()
                        .parse(new SourceText("test.yaml", text), components.catalog())
                        .orElseThrow(),
                    components.catalog(),
                    Map.of())
                .orElseThrow(),
            components,
            folder,
            Optional.empty(),
            Map.of(),
            RunRequest.CacheUse.READ_AND_WRITE,
            ResourceLimits.NONE,
            new RunBackend(
                RunBackend.PROCESS, Map.of(), "flink", settings, settings, Optional.empty())));
  }

  Path storeFolder() {
    return folder.resolve("store");
  }

  static StepOutcome step(RunOutcome run, String step) {
    return run.getStepsList().stream()
        .filter(outcome -> outcome.getStep().equals(step))
        .findFirst()
        .orElseThrow();
  }

  /** The lines that steps left, in order. */
  List<String> lines() {
    try {
      return Files.exists(trace()) ? Files.readAllLines(trace()) : List.of();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a line of a step. */
  void await(String line) throws InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!lines().contains(line)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("there was no '" + line + "' within a minute: " + lines());
      }
      Thread.sleep(50);
    }
  }

  private Path trace() {
    return folder.resolve("trace");
  }
}

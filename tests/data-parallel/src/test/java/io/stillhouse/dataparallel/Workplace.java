package io.stillhouse.dataparallel;

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
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A store on this machine, and runs in it whose steps are processes. */
final class Workplace {
  final ArtifactStore store;
  final RunController controller;
  private final Path folder;
  private final LoadedComponents components;

  Workplace(Path folder, Checkout checkout) throws IOException {
    this.folder = folder;
    this.store = ArtifactStores.open(folder.resolve("store"));
    this.controller = new RunController(store, System.getenv(), Clock.systemUTC());
    this.components =
        LoadedComponents.read(
                List.of(
                    checkout.step("dataset-prep"),
                    checkout.step("teacher-pretraining"),
                    checkout.step("soft-label-extraction"),
                    checkout.step("evaluation")))
            .orElseThrow();
  }

  /** A run of these steps, with a session for those that ask for it. */
  RunLayout create(String steps, Map<String, String> session) {
    String text =
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: test}
        limits: {cpu: 4, memory: 8Gi}
        defaults: {retry: {application: 0, infrastructure: 1, backoff: {initial: 100ms}}}
        steps:
        """
            + steps.stripIndent().replaceAll("(?m)^(?=.)", "  ");
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
                RunBackend.PROCESS,
                Map.of(),
                RunBackend.DIRECT,
                Map.of(),
                session,
                Optional.empty())));
  }

  RunOutcome execute(RunLayout run) {
    return controller.execute(run, RunListener.NONE);
  }

  CompletableFuture<RunOutcome> start(RunLayout run) {
    return CompletableFuture.supplyAsync(() -> execute(run));
  }

  /** Waits until workers have done some tasks of a step's first attempt. */
  void awaitResults(RunLayout run, String step, int count) throws InterruptedException {
    String folder = run.attempt(step, 1).work() + "/decoding/results";
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (store.list(folder).size() < count) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("nothing was done; " + log(run, step, 1));
      }
      Thread.sleep(20);
    }
  }

  /** {@code kill -9} of an attempt. */
  void kill(RunLayout run, String step, int attempt) {
    String claim =
        new String(
            store.read(run.attempt(step, attempt).folder() + "/process").orElseThrow(),
            StandardCharsets.UTF_8);
    long pid =
        Long.parseLong(
            claim
                .lines()
                .filter(line -> line.startsWith("pid "))
                .findFirst()
                .orElseThrow()
                .substring(4));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** What an attempt printed. */
  String log(RunLayout run, String step, int attempt) {
    return store
        .read(run.attempt(step, attempt).log())
        .map(text -> new String(text, StandardCharsets.UTF_8))
        .orElse("");
  }

  static StepOutcome step(RunOutcome run, String step) {
    return run.getStepsList().stream()
        .filter(outcome -> outcome.getStep().equals(step))
        .findFirst()
        .orElseThrow();
  }

  /** The digest of the dataset that a step made. */
  static String digest(RunOutcome run, String step) {
    return digest(run, step, "dataset");
  }

  /** The digest of what a step made. */
  static String digest(RunOutcome run, String step, String output) {
    return step(run, step).getResult().getOutputsOrThrow(output).getDigest();
  }
}

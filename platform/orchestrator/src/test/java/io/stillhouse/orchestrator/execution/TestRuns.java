package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.artifact.ArtifactType;
import io.stillhouse.model.component.Cardinality;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.InputDeclaration;
import io.stillhouse.model.component.JavaExecution;
import io.stillhouse.model.component.OutputDeclaration;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.LoadedComponents;
import io.stillhouse.orchestrator.components.ProgramsHere;
import io.stillhouse.orchestrator.components.SourceParameters;
import io.stillhouse.orchestrator.components.StagedSources;
import io.stillhouse.orchestrator.launch.ProcessLauncher;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs of scripted steps, as real processes, in a folder of a test. */
final class TestRuns {
  final ArtifactStore store;
  final Path storeFolder;
  final Path trace;
  final StopSignal stop = new StopSignal();
  private final Path folder;
  private final Component component;
  private final ContentDigests contents;
  private ResourceLimits limits =
      new ResourceLimits(Optional.of(4000L), Optional.of(4L << 30), Optional.empty());
  private int runs;

  TestRuns(Path folder) throws IOException {
    this.folder = folder;
    this.contents = new ContentDigests(folder.resolve("digests"));
    this.storeFolder = folder.resolve("store");
    this.store = ArtifactStores.open(storeFolder);
    this.trace = Files.createDirectories(folder.resolve("trace"));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Files.writeString(folder.resolve("classpath"), classPath);
    Files.writeString(folder.resolve("program"), "version 1");
    this.component =
        new Component(
            "scripted",
            "",
            "none",
            new JavaExecution(ScriptedStep.class.getName(), "program", "classpath"),
            Map.of(
                "inputs",
                new InputDeclaration("inputs", ArtifactType.DATASET, Cardinality.OPTIONAL_LIST, ""),
                "one",
                new InputDeclaration("one", ArtifactType.DATASET, Cardinality.OPTIONAL, "")),
            Map.of("data", new OutputDeclaration("data", ArtifactType.DATASET, "")),
            Map.of(),
            ResourceRequest.DEFAULT,
            Set.of());
  }

  TestRuns limits(long cpuMillis, long memoryMebibytes) {
    limits =
        new ResourceLimits(
            Optional.of(cpuMillis), Optional.of(memoryMebibytes << 20), Optional.empty());
    return this;
  }

  /** Another build of the component's program. */
  void rebuildComponent() throws IOException {
    Files.writeString(folder.resolve("program"), "version 2, longer");
  }

  RunLayout newLayout() {
    return new RunLayout("test", String.format(Locale.ROOT, "20260101-0000%02d-aaaaaa", ++runs));
  }

  RunOutcome run(TestStep... steps) {
    return run(newLayout(), steps);
  }

  RunOutcome run(RunLayout layout, TestStep... steps) {
    return run(layout, RunListener.NONE, steps);
  }

  RunOutcome run(RunLayout layout, RunListener listener, TestStep... steps) {
    SourceParameters sources = new SourceParameters(folder, contents, StagedSources.NONE);
    LoadedComponents components =
        new LoadedComponents(
            ComponentCatalog.of(List.of(component)), Map.of(component.name(), folder));
    ProgramsHere programs = new ProgramsHere(components, new ComponentDigests(contents));
    RunContext context =
        new RunContext(
            layout,
            Run.newBuilder().setName(layout.name()).setUseCache(true).build(),
            plan(steps),
            programs,
            sources);
    return new RunExecution(
            store,
            new ProcessLauncher(storeFolder, components::folder, System.getenv()),
            new StepKeys(programs, sources),
            context,
            stop,
            MachineResources.limitedTo(context.plan().limits()),
            remaining -> remaining.here().run(),
            List.of(listener),
            Clock.systemUTC())
        .run();
  }

  private Plan plan(TestStep... steps) {
    return new Plan(
        new PipelineDefinition(
            "test",
            "",
            "test",
            Map.of(),
            Map.of(),
            Optional.empty(),
            limits,
            List.of(),
            new SourceText("test.yaml", "")),
        Map.of(),
        Arrays.stream(steps).map(step -> step.plan(component, trace.toString())).toList(),
        limits);
  }

  static StepOutcome step(RunOutcome run, String step) {
    return run.getStepsList().stream()
        .filter(outcome -> outcome.getStep().equals(step))
        .findFirst()
        .orElseThrow();
  }

  /** The text that a step made. */
  String data(RunOutcome run, String step) throws IOException {
    String path = step(run, step).getResult().getOutputsOrThrow("data").getPath();
    return Files.readString(storeFolder.resolve(path).resolve("data.txt"));
  }

  /** The lines that steps left in a file of the trace folder. */
  List<String> trace(String file) throws IOException {
    return Files.exists(trace.resolve(file)) ? Files.readAllLines(trace.resolve(file)) : List.of();
  }
}

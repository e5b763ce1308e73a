package io.stillhouse.stepharness;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.Resources;
import io.stillhouse.v1.StepTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs one step in this process as a launcher would in its own: parameters get the defaults of
 * {@code component.yaml} and are held against its ranges, inputs come out of a store, outputs are
 * committed to it.
 */
public final class StepHarness {
  private static final RunLayout RUN = new RunLayout("tests", "20260101-000000-abcdef");

  private final ArtifactStore store;
  private final Component component;
  private int steps = 1;
  private int attempts;
  private int inputs;
  private int cores = 1;

  private StepHarness(ArtifactStore store, Component component) {
    this.store = store;
    this.component = component;
  }

  /**
   * A harness with an empty store.
   *
   * @param componentFile the step's {@code component.yaml}
   * @param root an empty folder
   * @throws io.stillhouse.model.problem.InvalidTextException with everything that is wrong with the
   *     component
   */
  public static StepHarness of(Path componentFile, Path root) throws IOException {
    Component component =
        new ComponentParser()
            .parse(new SourceText(componentFile.toString(), Files.readString(componentFile)))
            .orElseThrow();
    return new StepHarness(ArtifactStores.open(root), component);
  }

  /** Makes the following attempts those of another step, which shares no checkpoints. */
  public StepHarness nextStep() {
    steps++;
    attempts = 0;
    return this;
  }

  /** Gives the step other than one core. */
  public StepHarness cores(int count) {
    cores = count;
    return this;
  }

  /**
   * Commits a folder as an artifact that can be wired.
   *
   * @param item the fan-out item that "made" it, possibly empty
   */
  public InputArtifact artifact(Path directory, ArtifactType type, String item) throws IOException {
    inputs++;
    String key = RUN.attempt("input-" + inputs, 1).output("artifact");
    // A commit moves the files, and the test may want to read them afterwards.
    Path copy = Files.createTempDirectory("artifact-");
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!file.endsWith(ArtifactWriter.MANIFEST)) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    ArtifactReference reference = new ArtifactWriter(store).commit(copy, type, Map.of(), key);
    try (var left = Files.newDirectoryStream(copy)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    Files.delete(copy);
    return InputArtifact.newBuilder()
        .setArtifact(reference)
        .setProducer("input-" + inputs)
        .setItem(item)
        .build();
  }

  /** Runs the next attempt of the step to its end. */
  public StepExit run(
      Step tested, Map<String, Object> parameters, Map<String, List<InputArtifact>> wired) {
    return run(tested, parameters, wired, runner -> {});
  }

  /**
   * Runs the next attempt of the step to its end.
   *
   * @param parameters those that are set, as plain Java values
   * @param wired artifacts by input
   * @param before gets the runner before it starts, to stop it in time
   * @throws IllegalArgumentException when the component refuses a parameter, or wants one
   */
  public StepExit run(
      Step tested,
      Map<String, Object> parameters,
      Map<String, List<InputArtifact>> wired,
      Consumer<StepRunner> before) {
    StepRunner runner = new StepRunner(store, task(parameters, wired));
    before.accept(runner);
    return runner.run(tested);
  }

  /**
   * The task of the next attempt, for a step that runs elsewhere.
   *
   * @param parameters those that are set, as plain Java values
   * @param wired artifacts by input
   * @throws IllegalArgumentException when the component refuses a parameter, or wants one
   */
  public StepTask task(Map<String, Object> parameters, Map<String, List<InputArtifact>> wired) {
    attempts++;
    String step = "tested-" + steps;
    StepTask.Builder task =
        StepTask.newBuilder()
            .setRun(RUN.name())
            .setStep(step)
            .setAttempt(attempts)
            .setComponent(component.name())
            .setStoreUri(store.root().toString())
            .setAttemptPath(RUN.attempt(step, attempts).folder())
            .setCheckpointPath(RUN.checkpoints(step))
            .setResources(Resources.newBuilder().setCpuMillis(1000L * cores));
    values(parameters).forEach((name, value) -> task.putParameters(name, Values.toProto(value)));
    wired.forEach(
        (input, artifacts) -> {
          if (!component.inputs().containsKey(input)) {
            throw new IllegalArgumentException("there is no input " + input);
          }
          task.putInputs(input, InputArtifacts.newBuilder().addAllArtifacts(artifacts).build());
        });
    component
        .outputs()
        .forEach(
            (name, output) -> task.putOutputs(name, ArtifactType.valueOf(output.type().name())));
    return task.build();
  }

  /** The verified folder of an output. */
  public Path output(StepExit exit, String name) {
    return new ArtifactReader(store).materialise(exit.result().getOutputsOrThrow(name));
  }

  private Map<String, io.stillhouse.model.value.Value> values(Map<String, Object> set) {
    Map<String, io.stillhouse.model.value.Value> values = new LinkedHashMap<>();
    set.keySet().stream()
        .filter(name -> !component.parameters().containsKey(name))
        .forEach(
            name -> {
              throw new IllegalArgumentException("there is no parameter " + name);
            });
    for (ParameterDeclaration declaration : component.parameters().values()) {
      Object given = set.get(declaration.name());
      if (given != null) {
        values.put(declaration.name(), Values.accepted(declaration, Values.of(given)));
      } else if (declaration.defaultValue().isPresent()) {
        values.put(declaration.name(), declaration.defaultValue().get());
      } else if (declaration.mustBeSet()) {
        throw new IllegalArgumentException("parameter " + declaration.name() + " must be set");
      }
    }
    return values;
  }
}

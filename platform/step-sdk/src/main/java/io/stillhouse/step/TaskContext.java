package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.v1.ArtifactManifest;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.StepTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** What one attempt gives its step. */
final class TaskContext implements StepContext {
  private final StepTask task;
  private final Parameters parameters;
  private final Sources sources;
  private final SortedMap<String, List<InputArtifact>> inputs;
  private final Map<String, OutputFolder> outputs;
  private final Checkpoints checkpoints;
  private final Reporter reporter;
  private final Path workDirectory;
  private final BooleanSupplier stopRequested;
  private final Optional<ShardSession> session;
  private final ArtifactStore store;
  private final Map<String, Double> results = new ConcurrentHashMap<>();

  private TaskContext(
      StepTask task,
      ArtifactStore store,
      Fetched fetched,
      SortedMap<String, List<InputArtifact>> inputs,
      Map<String, OutputFolder> outputs,
      Checkpoints checkpoints,
      Reporter reporter,
      Path workDirectory,
      BooleanSupplier stopRequested) {
    this.task = task;
    this.store = store;
    this.parameters = Parameters.of(task.getParametersMap());
    this.sources = new Sources(task, parameters, fetched);
    this.session = TaskSession.of(task, store, fetched);
    this.inputs = Collections.unmodifiableSortedMap(inputs);
    this.outputs = outputs;
    this.checkpoints = checkpoints;
    this.reporter = reporter;
    this.workDirectory = workDirectory;
    this.stopRequested = stopRequested;
  }

  /**
   * Verifies every input and makes the folders for the outputs.
   *
   * @throws CorruptArtifactException naming all damaged inputs
   */
  static TaskContext prepare(
      StepTask task,
      ArtifactStore store,
      Reporter reporter,
      Path work,
      BooleanSupplier stopRequested)
      throws IOException {
    ArtifactReader reader = new ArtifactReader(store);
    Fetched fetched = new Fetched(reader);
    SortedMap<String, List<InputArtifact>> inputs = materialise(task, reader, fetched);
    Map<String, OutputFolder> outputs = new TreeMap<>();
    for (var output : task.getOutputsMap().entrySet()) {
      Path directory = Files.createDirectories(work.resolve("outputs").resolve(output.getKey()));
      String key = new AttemptLayout(task.getAttemptPath()).output(output.getKey());
      outputs.put(output.getKey(), new OutputFolder(output.getValue(), directory, store, key));
    }
    return new TaskContext(
        task,
        store,
        fetched,
        inputs,
        outputs,
        new StoredCheckpoints(store, task.getCheckpointPath(), reporter),
        reporter,
        Files.createDirectories(work.resolve("scratch")),
        stopRequested);
  }

  private static SortedMap<String, List<InputArtifact>> materialise(
      StepTask task, ArtifactReader reader, Fetched fetched) {
    SortedMap<String, List<InputArtifact>> inputs = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, InputArtifacts> input : task.getInputsMap().entrySet()) {
      List<InputArtifact> artifacts = new ArrayList<>();
      for (var wired : input.getValue().getArtifactsList()) {
        try {
          Path directory = fetched.materialise(wired.getArtifact());
          ArtifactManifest manifest = reader.manifest(wired.getArtifact());
          artifacts.add(
              new InputArtifact(
                  directory,
                  manifest.getType(),
                  manifest.getMetadataMap(),
                  wired.getProducer(),
                  wired.getItem(),
                  wired.getArtifact().getDigest()));
        } catch (CorruptArtifactException e) {
          problems.add("input " + input.getKey() + " is damaged: " + e.getMessage());
        }
      }
      inputs.put(input.getKey(), List.copyOf(artifacts));
    }
    if (!problems.isEmpty()) {
      throw new CorruptArtifactException(problems);
    }
    return inputs;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Path source(String parameter) {
    return sources.find(parameter);
  }

  @Override
  public InputArtifact input(String name) {
    return optionalInput(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "input "
                        + name
                        + " is not wired to an artifact; wired inputs are "
                        + inputs.keySet()));
  }

  @Override
  public Optional<InputArtifact> optionalInput(String name) {
    List<InputArtifact> artifacts = inputs(name);
    if (artifacts.size() > 1) {
      throw new InvalidInputException(
          "input " + name + " takes one artifact and is wired to " + artifacts.size());
    }
    return artifacts.stream().findFirst();
  }

  @Override
  public List<InputArtifact> inputs(String name) {
    return inputs.getOrDefault(name, List.of());
  }

  @Override
  public SortedMap<String, List<InputArtifact>> allInputs() {
    return inputs;
  }

  @Override
  public Lineage lineage() {
    return new LineageReader(store).of(task);
  }

  @Override
  public OutputArtifact output(String name) {
    OutputFolder output = outputs.get(name);
    if (output == null) {
      throw new IllegalArgumentException(
          "component "
              + task.getComponent()
              + " declares no output "
              + name
              + "; its outputs are "
              + outputs.keySet());
    }
    return output;
  }

  @Override
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  @Override
  public Reporter reporter() {
    return reporter;
  }

  @Override
  public void result(String metric, double value) {
    if (metric.isBlank()) {
      throw new IllegalArgumentException("a result needs a name");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "result " + metric + " is " + value + "; leave out a figure that is not defined");
    }
    results.put(metric, value);
  }

  @Override
  public Optional<ShardSession> session() {
    return session;
  }

  @Override
  public int threads() {
    return (int) Math.max(1, task.getResources().getCpuMillis() / 1000);
  }

  @Override
  public Path workDirectory() {
    return workDirectory;
  }

  @Override
  public boolean stopRequested() {
    return stopRequested.getAsBoolean();
  }

  Map<String, OutputFolder> outputs() {
    return outputs;
  }

  Map<String, Double> results() {
    return results;
  }
}

package io.stillhouse.steps.datasetprep;

import io.stillhouse.step.Checkpoints;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.Lineage;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Parameters;
import io.stillhouse.step.Reporter;
import io.stillhouse.step.ShardSession;
import io.stillhouse.step.StepContext;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ListValue;
import io.stillhouse.v1.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs the step on a source, as its process does but without a store. */
final class PreparedDataset implements StepContext {
  private final Path folder;
  private final Map<String, Value> values = new LinkedHashMap<>();
  final Map<String, String> metadata = new TreeMap<>();
  final List<String> warnings = new ArrayList<>();
  private int threads = 2;
  private boolean stopped;

  private PreparedDataset(Path folder) {
    this.folder = folder;
  }

  static PreparedDataset from(String format, Path source, Path temporary) throws IOException {
    PreparedDataset dataset = new PreparedDataset(Files.createTempDirectory(temporary, "run"));
    Files.createDirectories(dataset.folder.resolve("work"));
    Files.createDirectories(dataset.directory());
    return dataset
        .with("format", format)
        .with("source", source.toAbsolutePath().toString())
        .with("name", "dataset")
        .with("seed", 1)
        .with("validationFraction", 0.1)
        .with("testFraction", 0.0)
        .with("shardSize", 4096)
        .with("quarantineFraction", 0.0);
  }

  PreparedDataset with(String name, Object value) {
    values.put(name, value(value));
    return this;
  }

  PreparedDataset onThreads(int count) {
    threads = count;
    return this;
  }

  PreparedDataset stopped() {
    stopped = true;
    return this;
  }

  ImageDataset run() throws Exception {
    new DatasetPrep().run(this);
    return ImageDataset.open(directory());
  }

  Path directory() {
    return folder.resolve("dataset");
  }

  /** Every file's bytes by name. */
  Map<String, List<Byte>> files() throws IOException {
    Map<String, List<Byte>> files = new TreeMap<>();
    try (var list = Files.list(directory())) {
      for (Path file : list.toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        files.put(file.getFileName().toString(), bytes);
      }
    }
    return files;
  }

  private static Value value(Object value) {
    Value.Builder builder = Value.newBuilder();
    if (value instanceof String text) {
      builder.setStringValue(text);
    } else if (value instanceof Integer number) {
      builder.setIntegerValue(number);
    } else if (value instanceof Double number) {
      builder.setNumberValue(number);
    } else {
      ListValue.Builder list = ListValue.newBuilder();
      ((List<?>) value).forEach(element -> list.addValues(value(element)));
      builder.setListValue(list);
    }
    return builder.build();
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(values);
  }

  @Override
  public OutputArtifact output(String name) {
    return new OutputArtifact() {
      @Override
      public Path directory() {
        return PreparedDataset.this.directory();
      }

      @Override
      public void stored(ArtifactFile file) {
        throw new IllegalArgumentException("there is no store");
      }

      @Override
      public Path file(String name) {
        return directory().resolve(name);
      }

      @Override
      public void metadata(String key, String value) {
        metadata.put(key, value);
      }
    };
  }

  @Override
  public Reporter reporter() {
    return new Reporter() {
      @Override
      public void progress(String stage, long done, long total, String unit) {}

      @Override
      public void metric(String name, long step, double value) {}

      @Override
      public void info(String message) {}

      @Override
      public void warn(String message) {
        warnings.add(message);
      }
    };
  }

  @Override
  public Optional<ShardSession> session() {
    return Optional.empty();
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public Path workDirectory() {
    return folder.resolve("work");
  }

  @Override
  public boolean stopRequested() {
    return stopped;
  }

  @Override
  public void result(String metric, double value) {}

  @Override
  public Path source(String parameter) {
    return parameters().source(parameter);
  }

  @Override
  public InputArtifact input(String name) {
    throw new IllegalArgumentException("the step has no input " + name);
  }

  @Override
  public Optional<InputArtifact> optionalInput(String name) {
    throw new IllegalArgumentException("the step has no input " + name);
  }

  @Override
  public List<InputArtifact> inputs(String name) {
    throw new IllegalArgumentException("the step has no input " + name);
  }

  @Override
  public SortedMap<String, List<InputArtifact>> allInputs() {
    return new TreeMap<>();
  }

  @Override
  public Lineage lineage() {
    return new Lineage(List.of(), List.of());
  }

  @Override
  public Checkpoints checkpoints() {
    throw new UnsupportedOperationException("the step saves no checkpoints");
  }
}

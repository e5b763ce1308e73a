package io.stillhouse.steps.modelexport;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.step.StepExit;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.SplitInfo;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.modelfile.CurvePoint;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.network.ImageRegion;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterKind;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Exports of networks whose every array, running statistics included, has values of its own, on
 * colour images that are higher than wide: what is mixed up shows.
 */
final class Exported {
  /** More than a batch, and no whole number of them. */
  static final int IMAGES = 130;

  static final List<String> CLASSES = List.of("cat", "dog \"or\" wolf", "Füchsin");
  private static final int CHANNELS = 3;
  private static final float LARGEST_LOGIT = 3;

  private final StepHarness harness;
  private final Map<String, List<InputArtifact>> wired = new HashMap<>();
  private final DatasetInfo dataset;
  private final Path modelFolder;

  Exported(Path temporary, Task task, int height, int width) throws IOException {
    harness = StepHarness.of(Path.of("component.yaml"), temporary.resolve("store"));
    dataset = dataset(task, height, width);
    Path folder = Files.createDirectories(temporary.resolve("dataset"));
    writeImages(folder);
    DatasetJson.write(dataset, folder);
    wire("dataset", folder, ArtifactType.DATASET);
    modelFolder = Files.createDirectories(temporary.resolve("model"));
  }

  /** Wires a model; more than one architecture makes branches that share the stem. */
  Exported model(double temperature, String... architectures) throws IOException {
    return model(
        ModelDescription.of(dataset, List.of(architectures), 0).withTemperature(temperature));
  }

  /** Wires a model that looks at a region of the image. */
  Exported modelOf(ImageRegion region, String architecture) throws IOException {
    return model(ModelDescription.of(dataset, List.of(architecture), 0).lookingAt(region));
  }

  private Exported model(ModelDescription description) throws IOException {
    TorchEngine.start(1);
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, 1)) {
      Random random = new Random(7);
      Map<String, NDArray> values = new HashMap<>();
      for (Parameter parameter : network.parameters()) {
        values.put(parameter.name(), randomised(parameter, random, manager));
      }
      network.parameters().load(values);
      network.parameters().load(withModestLogits(network, values, manager));
      ModelFolder.write(
          modelFolder,
          description.measured(network),
          network,
          new TrainingHistory(Map.of("train/loss", List.of(new CurvePoint(0, 1.1)))));
    }
    wire("model", modelFolder, ArtifactType.MODEL);
    return this;
  }

  Exported wire(String input, Path folder, ArtifactType type) throws IOException {
    wired.put(input, List.of(harness.artifact(folder, type, "")));
    return this;
  }

  StepExit run(Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.putIfAbsent("latencyPasses", 3);
    return harness.run(new ModelExport(), all, wired);
  }

  Path output(StepExit exit) {
    return harness.output(exit, "model");
  }

  Path modelFolder() {
    return modelFolder;
  }

  /** Weights stay as they were drawn; the rest is spread around what a trained network has. */
  private static NDArray randomised(Parameter parameter, Random random, NDManager manager) {
    float[] values = parameter.array().toFloatArray();
    boolean variance = parameter.name().endsWith("running_var");
    if (parameter.kind() == ParameterKind.NORM || parameter.kind() == ParameterKind.BUFFER) {
      for (int i = 0; i < values.length; i++) {
        values[i] =
            variance
                ? 0.5f + random.nextFloat()
                : values[i] + (float) (0.2 * random.nextGaussian());
      }
    }
    return manager.create(values, parameter.array().getShape());
  }

  /**
   * The same with heads that give logits as small as a trained network's. Untrained DenseNets give
   * hundreds, whose rounding alone exceeds the tolerance.
   */
  private Map<String, NDArray> withModestLogits(
      Network network, Map<String, NDArray> values, NDManager manager) {
    Shape shape = new Shape(8, CHANNELS, dataset.height(), dataset.width());
    float largest = 0;
    for (NDArray logits : network.branchLogits(manager.randomNormal(shape), Mode.EVAL)) {
      largest = Math.max(largest, logits.abs().max().getFloat());
    }
    float factor = Math.min(1, LARGEST_LOGIT / largest);
    Map<String, NDArray> scaled = new HashMap<>();
    values.forEach(
        (name, array) ->
            scaled.put(name, array.getShape().dimension() == 2 ? array.mul(factor) : array));
    return scaled;
  }

  private static DatasetInfo dataset(Task task, int height, int width) {
    SplitInfo test =
        new SplitInfo(
            IMAGES,
            Collections.nCopies(CLASSES.size(), 1),
            List.of(new ShardInfo("test-00000.safetensors", IMAGES)));
    return new DatasetInfo(
        "animals",
        task,
        CLASSES,
        height,
        width,
        CHANNELS,
        Map.of(DatasetInfo.TEST, test),
        List.of(0.4, 0.5, 0.6),
        List.of(0.2, 0.25, 0.3));
  }

  private void writeImages(Path folder) throws IOException {
    Random random = new Random(1);
    byte[] pixels = new byte[IMAGES * dataset.imageBytes()];
    random.nextBytes(pixels);
    long[] ids = new long[IMAGES];
    long[] labels = new long[IMAGES];
    byte[] vectors = new byte[IMAGES * CLASSES.size()];
    for (int i = 0; i < IMAGES; i++) {
      ids[i] = i;
      labels[i] = random.nextInt(CLASSES.size());
      vectors[i * CLASSES.size() + (int) labels[i]] = 1;
    }
    TensorFileWriter shard =
        new TensorFileWriter()
            .addBytes("images", pixels, IMAGES, dataset.height(), dataset.width(), CHANNELS)
            .addLongs("ids", ids, IMAGES);
    if (dataset.task() == Task.MULTICLASS) {
      shard.addLongs("labels", labels, IMAGES);
    } else {
      shard.addBytes("labels", vectors, IMAGES, CLASSES.size());
    }
    shard.write(folder.resolve("test-00000.safetensors"));
  }
}

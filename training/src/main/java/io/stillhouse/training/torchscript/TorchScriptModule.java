package io.stillhouse.training.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.network.Scorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A TorchScript module as a teacher: images are given to it in the form that it was trained with,
 * and its outputs become logits of the dataset's classes. It can be asked, not trained.
 *
 * <p>A module is a program. Load none that you would not run.
 */
public final class TorchScriptModule implements Scorer {
  /** Bilinear, as the engine numbers its interpolations. */
  private static final int BILINEAR = 2;

  private final NDManager manager;
  private final PtSymbolBlock block;
  private final ModuleContract contract;
  private final Task task;
  private final NDArray scale;
  private final NDArray shift;
  private final NDArray columns;

  private TorchScriptModule(
      NDManager manager,
      PtSymbolBlock block,
      ModuleContract contract,
      Task task,
      NDArray scale,
      NDArray shift) {
    this.manager = manager;
    this.block = block;
    this.contract = contract;
    this.task = task;
    this.scale = scale;
    this.shift = shift;
    columns = manager.create(contract.columns().stream().mapToLong(Integer::longValue).toArray());
  }

  /**
   * Loads a module, on the device of the manager.
   *
   * @param file as {@code torch.jit.save} writes it
   * @param task what the logits are of
   * @param mean that the images are normalised with, of pixel / 255, one a channel
   * @param standardDeviation the same way
   * @param parent of the module's own manager
   * @throws TrainingInputException when the file is no module
   */
  public static TorchScriptModule load(
      Path file,
      ModuleContract contract,
      Task task,
      List<Double> mean,
      List<Double> standardDeviation,
      NDManager parent) {
    requireChannels(contract.mean().size(), mean.size());
    NDManager manager = parent.newSubManager();
    try {
      float[] scale = new float[contract.mean().size()];
      float[] shift = new float[scale.length];
      for (int c = 0; c < scale.length; c++) {
        int from = Math.min(c, mean.size() - 1);
        double deviation = contract.standardDeviation().get(c);
        scale[c] = (float) (standardDeviation.get(from) / deviation);
        shift[c] = (float) ((mean.get(from) - contract.mean().get(c)) / deviation);
      }
      Shape perChannel = new Shape(1, scale.length, 1, 1);
      return new TorchScriptModule(
          manager,
          block(file, manager),
          contract,
          task,
          manager.create(scale, perChannel),
          manager.create(shift, perChannel));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static void requireChannels(int ofModule, int ofImages) {
    if (ofModule != ofImages && ofImages != 1) {
      throw new TrainingInputException(
          "The module takes images of %d channels, by its mean, but those of the dataset have %d"
              .formatted(ofModule, ofImages));
    }
  }

  private static PtSymbolBlock block(Path file, NDManager manager) {
    if (!Files.isRegularFile(file)) {
      throw new TrainingInputException("There is no file " + file);
    }
    try {
      PtSymbolBlock block =
          JniUtils.loadModule(
              (PtNDManager) manager, file, true, new String[0], new String[0], false);
      JniUtils.enableInferenceMode(block);
      return block;
    } catch (EngineException e) {
      throw new TrainingInputException(
          "%s is no TorchScript module (%s). Save one with torch.jit.script(model.eval()).save(path), or torch.jit.trace; a state_dict is not enough"
              .formatted(file.getFileName(), reason(e)),
          e);
    }
  }

  /** Number of trainable values. */
  public long parameterCount() {
    return block.getDirectParameters().values().stream()
        .map(Parameter::getArray)
        .mapToLong(NDArray::size)
        .sum();
  }

  @Override
  public int branchCount() {
    return 1;
  }

  /**
   * {@inheritDoc}
   *
   * @throws TrainingInputException when the module cannot take the images or gives something else
   *     than [B, outputs]
   */
  @Override
  public List<NDArray> scores(NDArray images) {
    NDArray outputs = outputs(form(images));
    Shape expected = new Shape(images.getShape().get(0), contract.outputs());
    if (!outputs.getShape().equals(expected)) {
      throw new TrainingInputException(
          "The module gives %s for images %s instead of %s, a row an image and a column a class: outputClasses says what its outputs mean"
              .formatted(outputs.getShape(), images.getShape(), expected));
    }
    NDArray classes = contract.isInOrder() ? outputs : outputs.get(new NDIndex(":, {}", columns));
    return List.of(contract.values().logits(classes, task));
  }

  private NDArray form(NDArray images) {
    NDArray normalised = images.mul(scale).addi(shift);
    Shape shape = images.getShape();
    if (shape.get(2) == contract.height() && shape.get(3) == contract.width()) {
      return normalised;
    }
    return JniUtils.interpolate(
        (PtNDArray) normalised, new long[] {contract.height(), contract.width()}, BILINEAR, false);
  }

  private NDArray outputs(NDArray images) {
    NDList outputs;
    try {
      // The graph optimiser watches the first calls and then rewrites the module: answers would
      // depend on how often it was asked. The setting belongs to the thread.
      JniUtils.setGraphExecutorOptimize(false);
      outputs = IValueUtils.forward(block, new NDList(images), false);
    } catch (EngineException e) {
      throw new TrainingInputException(
          "The module cannot take images %s (%s)".formatted(images.getShape(), reason(e)), e);
    }
    if (outputs.size() != 1) {
      throw new TrainingInputException(
          "The module gives %d tensors; a teacher gives one, of [images, outputs]"
              .formatted(outputs.size()));
    }
    NDArray only = outputs.head();
    return only.getDataType() == DataType.FLOAT32 ? only : only.toType(DataType.FLOAT32, false);
  }

  /** Of the pages that the engine prints, the line that says what happened. */
  private static String reason(EngineException e) {
    List<String> lines = String.valueOf(e.getMessage()).strip().lines().toList();
    return lines.stream().filter(line -> line.contains("Error: ")).findFirst().orElse(lines.get(0));
  }

  @Override
  public void close() {
    manager.close();
  }
}

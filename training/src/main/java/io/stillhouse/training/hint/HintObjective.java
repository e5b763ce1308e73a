package io.stillhouse.training.hint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.loop.BatchLoss;
import io.stillhouse.training.loop.Objective;
import io.stillhouse.training.loop.Validation;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.objective.EpochBatches;
import io.stillhouse.training.stage.StagedStudent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** One stage of a student learning its hints. The teachers see the same views, live. */
final class HintObjective implements Objective {
  private final int stage;
  private final StagedStudent student;
  private final List<HintTeacher> teachers;
  private final StageLoss stageLoss;
  private final IntFunction<Mode> modeOfPoint;
  private final EpochBatches batches;
  private final ImageBatches images;
  private final ViewSampler views;
  private final Optional<Split> validation;
  private final int batchSize;

  /**
   * @param stage from 1
   * @param modeOfPoint how the layers that lead to a point behave in training
   */
  HintObjective(
      int stage,
      StagedStudent student,
      List<HintTeacher> teachers,
      StageLoss stageLoss,
      IntFunction<Mode> modeOfPoint,
      ImageDataset dataset,
      Augmentation augmentation,
      int batchSize,
      long seed) {
    this.stage = stage;
    this.student = student;
    this.teachers = teachers;
    this.stageLoss = stageLoss;
    this.modeOfPoint = modeOfPoint;
    this.batchSize = batchSize;
    Split train = dataset.split(DatasetInfo.TRAIN);
    batches = new EpochBatches(train, batchSize, seed);
    images = new ImageBatches(train, augmentation, batchSize);
    views = new ViewSampler(seed, augmentation);
    validation = dataset.findSplit(DatasetInfo.VALIDATION);
  }

  @Override
  public int batches() {
    return batches.count();
  }

  @Override
  public Supplier<BatchLoss> batch(int epoch, int index, NDManager manager) {
    int[] rows = batches.rows(epoch, index);
    NDArray pixels = images.augmented(manager, rows, 0, rows.length, views.number(epoch));
    List<List<NDArray>> hints = hints(pixels);
    return () -> stageLoss.batchLoss(student.points(pixels, stage, modeOfPoint), hints);
  }

  @Override
  public Validation validate(NDManager parent) {
    if (validation.isEmpty()) {
      return Validation.none();
    }
    Split split = validation.get();
    ImageBatches plain = new ImageBatches(split, Augmentation.NONE, batchSize);
    int[] rows = split.rows();
    double sum = 0;
    for (int from = 0; from < rows.length; from += batchSize) {
      int to = Math.min(rows.length, from + batchSize);
      try (NDManager manager = parent.newSubManager()) {
        NDArray pixels = plain.plain(manager, rows, from, to);
        List<List<NDArray>> points = student.points(pixels, stage, point -> Mode.EVAL);
        sum += stageLoss.loss(points, hints(pixels)).getFloat() * (to - from);
      }
    }
    double loss = sum / rows.length;
    return new Validation(Map.of("validation/loss", loss), -loss);
  }

  private List<List<NDArray>> hints(NDArray pixels) {
    List<List<NDArray>> hints = new ArrayList<>();
    for (int teacher = 0; teacher < teachers.size(); teacher++) {
      int last = stageLoss.lastPointOf(teacher);
      hints.add(last == 0 ? List.of() : teachers.get(teacher).points(pixels, last));
    }
    return hints;
  }
}

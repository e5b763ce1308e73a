package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.loop.BatchLoss;
import io.stillhouse.training.loop.LossPart;
import io.stillhouse.training.loop.Objective;
import io.stillhouse.training.loop.Validation;
import io.stillhouse.training.network.BranchOutput;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.softlabel.TeacherEnsemble;
import io.stillhouse.training.softlabel.ViewOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Ensemble knowledge distillation (Asif, Tang, Harrer: "Ensemble Knowledge Distillation for
 * Learning Improved and Efficient Networks", 2020) from stored soft labels: each branch learns from
 * the labels and from its teachers, and the branches' joint prediction from the labels and from all
 * teachers. Every epoch shows each image in one of the views that the teachers saw.
 *
 * <p>Loss: the sum over branches of label weight * label loss + soft weight * soft loss, plus
 * ensemble weight * (label loss + soft loss) of the joint prediction with two or more branches,
 * plus feature weight * half the squared distance of last stages, plus attention weight * the
 * distance of attention maps. During a warm-up the soft losses count less.
 */
public final class DistillationObjective implements Objective {
  private final Network student;
  private final Split split;
  private final LabelLoss labelLoss;
  private final SoftLoss softLoss;
  private final DistillationWeights weights;
  private final TeacherEnsemble teachers;
  private final TeacherAssignment assignment;
  private final List<List<Double>> weightsOfBranches;
  private final List<Integer> everyone;
  private final List<Double> weightsOfEveryone;
  private final Optional<FeatureHints> features;
  private final Optional<AttentionTransfer> attention;
  private final EpochBatches batches;
  private final ImageBatches images;
  private final ViewOrder viewOrder;
  private final NetworkValidation validation;

  /**
   * @param teachers over the train split of the dataset
   * @param assignment whose soft labels each branch learns from
   * @param teacherWeights how much each teacher counts where several are averaged
   * @param activations what of the teachers' activations is imitated
   * @param batchSize the most images in a batch, 1 or more
   * @param seed of the order of images and of their views
   */
  public DistillationObjective(
      Network student,
      ImageDataset dataset,
      LabelLoss labelLoss,
      SoftLoss softLoss,
      DistillationWeights weights,
      TeacherEnsemble teachers,
      TeacherAssignment assignment,
      TeacherWeights teacherWeights,
      TeacherActivations activations,
      int batchSize,
      long seed) {
    this.student = student;
    this.split = dataset.split(DatasetInfo.TRAIN);
    this.labelLoss = labelLoss;
    this.softLoss = softLoss;
    this.weights = weights;
    this.teachers = teachers;
    this.assignment = assignment;
    weightsOfBranches = assignment.teachersOfBranches().stream().map(teacherWeights::of).toList();
    everyone = IntStream.range(0, teachers.size()).boxed().toList();
    weightsOfEveryone = teacherWeights.of(everyone);
    features = activations.features();
    attention = activations.attention();
    batches = new EpochBatches(split, batchSize, seed);
    images = new ImageBatches(split, teachers.info(0).augmentation(), batchSize);
    viewOrder = new ViewOrder(seed, teachers.views());
    validation = new NetworkValidation(student, dataset);
  }

  @Override
  public int batches() {
    return batches.count();
  }

  @Override
  public Supplier<BatchLoss> batch(int epoch, int index, NDManager manager) {
    int[] rows = batches.rows(epoch, index);
    NDArray pixels =
        images.augmented(
            manager,
            rows,
            0,
            rows.length,
            (row, id) -> teachers.view(row, viewOrder.view(id, epoch)));
    NDArray labels = labelLoss.labels(manager, split, rows);
    List<NDArray> teacherLogits = new ArrayList<>();
    for (int teacher = 0; teacher < teachers.size(); teacher++) {
      teacherLogits.add(teacherLogits(manager, teacher, rows, epoch));
    }
    List<NDArray> branchTargets = new ArrayList<>();
    for (int branch = 0; branch < weightsOfBranches.size(); branch++) {
      List<Integer> assigned = assignment.teachersOfBranches().get(branch);
      branchTargets.add(targets(teacherLogits, assigned, weightsOfBranches.get(branch)));
    }
    NDArray ensembleTargets = targets(teacherLogits, everyone, weightsOfEveryone);
    List<NDArray> hints = features.map(hint -> hint.hints(pixels)).orElse(List.of());
    Map<Integer, List<NDArray>> attended =
        attention.map(transfer -> transfer.hints(pixels)).orElse(Map.of());
    double softShare = weights.softShare(epoch);
    return () -> {
      Forward forward = forward(pixels);
      LossTerms terms = new LossTerms();
      addLogitTerms(terms, forward.logits(), labels, branchTargets, ensembleTargets, softShare);
      features.ifPresent(
          hint -> terms.add("features", hint.loss(forward.features(), hints), weights.feature()));
      attention.ifPresent(
          transfer ->
              terms.add(
                  "attention", transfer.loss(forward.points(), attended), weights.attention()));
      return terms.sum();
    };
  }

  private NDArray targets(
      List<NDArray> teacherLogits, List<Integer> assigned, List<Double> counts) {
    return softLoss.targets(assigned.stream().map(teacherLogits::get).toList(), counts);
  }

  @Override
  public Validation validate(NDManager manager) {
    return validation.measure(manager);
  }

  private NDArray teacherLogits(NDManager manager, int teacher, int[] rows, int epoch) {
    int classes = split.dataset().classes().size();
    float[] logits = new float[rows.length * classes];
    for (int i = 0; i < rows.length; i++) {
      int view = viewOrder.view(split.id(rows[i]), epoch);
      teachers.copyLogits(teacher, rows[i], view, logits, i * classes);
    }
    NDArray array = manager.create(logits, new Shape(rows.length, classes));
    double calibrated = teachers.info(teacher).temperature();
    return weights.calibration() == DistillationWeights.Calibration.TEACHER_TEMPERATURE
        ? array.divi((float) calibrated)
        : array;
  }

  /**
   * What the student computed for a batch, by branch.
   *
   * @param features the last stages
   * @param points the stem and every stage; empty without an attention loss
   */
  private record Forward(
      List<NDArray> logits, List<NDArray> features, List<List<NDArray>> points) {}

  private Forward forward(NDArray pixels) {
    if (attention.isEmpty()) {
      List<BranchOutput> outputs = student.branchOutputs(pixels, Mode.TRAIN);
      return new Forward(
          outputs.stream().map(BranchOutput::logits).toList(),
          outputs.stream().map(BranchOutput::features).toList(),
          List.of());
    }
    List<List<NDArray>> points = attention.get().points(pixels);
    return new Forward(
        attention.get().logits(points),
        points.stream().map(branch -> branch.get(branch.size() - 1)).toList(),
        points);
  }

  private void addLogitTerms(
      LossTerms terms,
      List<NDArray> logits,
      NDArray labels,
      List<NDArray> branchTargets,
      NDArray ensembleTargets,
      double softShare) {
    for (int branch = 0; branch < logits.size(); branch++) {
      String name = "branch" + (branch + 1) + "/";
      if (weights.label() > 0) {
        terms.add(name + "labels", labelLoss.loss(logits.get(branch), labels), weights.label());
      }
      if (weights.soft() > 0) {
        terms.add(
            name + "teachers",
            softLoss.loss(logits.get(branch), branchTargets.get(branch), labels),
            weights.soft() * softShare);
      }
    }
    if (logits.size() > 1 && weights.ensemble() > 0) {
      NDArray fromLabels = labelLoss.ensembleLoss(logits, labels);
      NDArray fromTeachers = softLoss.ensembleLoss(logits, ensembleTargets, labels);
      NDArray joint =
          fromLabels.add(softShare < 1 ? Scaling.multiply(fromTeachers, softShare) : fromTeachers);
      terms.add(
          Scaling.multiply(joint, weights.ensemble()),
          new LossPart("ensemble/labels", fromLabels, weights.ensemble()),
          new LossPart("ensemble/teachers", fromTeachers, weights.ensemble() * softShare));
    }
  }
}

package io.stillhouse.steps.evaluation;

import io.stillhouse.steps.evaluation.inference.LatencyProbe;
import io.stillhouse.steps.evaluation.measurement.EvaluatedModel;
import io.stillhouse.steps.evaluation.measurement.EvaluatedModel.Cost;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.inference.EnsembleLogits;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.v1.Latency;
import io.stillhouse.v1.ModelRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Puts together what was evaluated: each model, the ensemble of several teachers, and the branches
 * of the student.
 *
 * @param dataset the dataset
 * @param latency times models
 * @param passes how many passes to time for each model, 0 for none
 */
record Answers(DatasetInfo dataset, LatencyProbe latency, int passes) {
  /**
   * The models in the order of an Evaluation: teachers, their ensemble, the baseline, the student,
   * its branches.
   *
   * @param branchLogits for each input for each of its branches the logits
   */
  List<EvaluatedModel> of(List<ModelInput> inputs, List<List<float[]>> branchLogits)
      throws IOException {
    List<EvaluatedModel> teachers = new ArrayList<>();
    List<EvaluatedModel> others = new ArrayList<>();
    List<EvaluatedModel> branches = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      ModelInput input = inputs.get(i);
      EvaluatedModel model = whole(input, branchLogits.get(i));
      (input.role() == ModelRole.TEACHER ? teachers : others).add(model);
      if (input.role() == ModelRole.STUDENT && branchLogits.get(i).size() > 1) {
        branches.addAll(branches(input, branchLogits.get(i)));
      }
    }
    List<EvaluatedModel> all = new ArrayList<>(teachers);
    if (teachers.size() > 1) {
      all.add(ensemble(teachers));
    }
    all.addAll(others);
    all.addAll(branches);
    return all;
  }

  private EvaluatedModel whole(ModelInput input, List<float[]> branches) throws IOException {
    Optional<Latency> measured =
        passes == 0 ? Optional.empty() : Optional.of(latency.measure(input.directory(), passes));
    Cost cost =
        new Cost(
            input.architecture(),
            input.description().parameters(),
            input.description().macs(),
            Files.size(ModelFolder.weights(input.directory(), input.description())),
            measured);
    return new EvaluatedModel(
        input.name(), input.role(), cost, logits(branches), input.temperature());
  }

  /** Branches have no cost of their own: they share the stem. */
  private List<EvaluatedModel> branches(ModelInput input, List<float[]> logits) {
    List<EvaluatedModel> branches = new ArrayList<>();
    for (int i = 0; i < logits.size(); i++) {
      branches.add(
          new EvaluatedModel(
              input.name() + " branch " + (i + 1),
              ModelRole.STUDENT_BRANCH,
              new Cost(input.branches().get(i), 0, 0, 0, Optional.empty()),
              new Logits(logits.get(i), dataset.classes().size()),
              OptionalDouble.empty()));
    }
    return branches;
  }

  private EvaluatedModel ensemble(List<EvaluatedModel> teachers) {
    Cost cost =
        new Cost(
            String.join(
                " + ", teachers.stream().map(model -> model.cost().architecture()).toList()),
            teachers.stream().mapToLong(model -> model.cost().parameters()).sum(),
            macs(teachers),
            teachers.stream().mapToLong(model -> model.cost().fileBytes()).sum(),
            Optional.empty());
    return new EvaluatedModel(
        "ensemble of teachers",
        ModelRole.TEACHER_ENSEMBLE,
        cost,
        logits(teachers.stream().map(model -> model.logits().values()).toList()),
        OptionalDouble.empty());
  }

  /** 0, which means unknown, as soon as one is not known. */
  private static long macs(List<EvaluatedModel> models) {
    long[] each = models.stream().mapToLong(model -> model.cost().macs()).toArray();
    return Arrays.stream(each).allMatch(macs -> macs > 0) ? Arrays.stream(each).sum() : 0;
  }

  private Logits logits(List<float[]> parts) {
    int classes = dataset.classes().size();
    return new Logits(EnsembleLogits.of(parts, classes, dataset.task()), classes);
  }
}

package io.stillhouse.training.hint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.loop.BatchLoss;
import io.stillhouse.training.loop.LossPart;
import io.stillhouse.training.loss.FlowLoss;
import io.stillhouse.training.loss.HintLoss;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.stage.StagedStudent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What one stage of a student learns: the weighted sum of a term for each of its guidances. */
final class StageLoss {
  /** Computes one term, a scalar, from the points of a branch and of a teacher. */
  @FunctionalInterface
  private interface Term {
    NDArray loss(List<NDArray> branch, List<NDArray> teacher);
  }

  private record WeightedTerm(Guidance guidance, double weight, Term term) {}

  private final int stage;
  private final List<WeightedTerm> terms;
  private final ParameterSet regressors;

  private StageLoss(int stage, List<WeightedTerm> terms, ParameterSet regressors) {
    this.stage = stage;
    this.terms = List.copyOf(terms);
    this.regressors = regressors;
  }

  /**
   * The loss of a stage.
   *
   * @param stage from 1
   * @param guidances by branch; a branch's guidances share its weight of 1
   * @param manager parent of the regressors' managers
   * @param seed of the regressors
   */
  static StageLoss of(
      int stage,
      StagedStudent student,
      List<HintTeacher> teachers,
      List<List<Guidance>> guidances,
      HintSettings settings,
      NDManager manager,
      long seed) {
    List<WeightedTerm> terms = new ArrayList<>();
    List<Parameter> regressors = new ArrayList<>();
    for (List<Guidance> ofBranch : guidances) {
      for (Guidance guidance : ofBranch) {
        Term term;
        if (settings.method() == HintSettings.Method.FLOW) {
          term = flows(stage, guidance, settings.flows());
        } else {
          int from = student.branch(guidance.branch()).stageChannels(stage - 1);
          int to =
              teachers
                  .get(guidance.teacher())
                  .network()
                  .stageChannels(guidance.mapping().teacherPoint(stage) - 1);
          // Every regressor starts from its own weights.
          long own = seed * 1_000_003 + stage * 1009L + terms.size();
          HintLoss hint =
              settings.regressor() == HintSettings.Regressor.ALWAYS
                  ? HintLoss.withRegressor(from, to, manager, own)
                  : HintLoss.create(from, to, manager, own);
          String prefix = "stage" + stage + ".term" + terms.size() + ".";
          for (Parameter parameter : hint.parameters()) {
            regressors.add(
                new Parameter(prefix + parameter.name(), parameter.kind(), parameter.array()));
          }
          term = hints(stage, guidance, hint);
        }
        terms.add(new WeightedTerm(guidance, 1.0 / ofBranch.size(), term));
      }
    }
    return new StageLoss(stage, terms, new ParameterSet(regressors));
  }

  /** The regressors' arrays, trained with the stage and discarded after it. */
  ParameterSet regressors() {
    return regressors;
  }

  /** How many points of a teacher the loss needs after its stem; 0 when it needs none. */
  int lastPointOf(int teacher) {
    return terms.stream()
        .map(WeightedTerm::guidance)
        .filter(guidance -> guidance.teacher() == teacher)
        .flatMapToInt(
            guidance -> IntStream.rangeClosed(1, stage).map(guidance.mapping()::teacherPoint))
        .max()
        .orElse(0);
  }

  /**
   * The loss, a scalar.
   *
   * @param branches points of each branch
   * @param teachers points of each teacher, as many as {@link #lastPointOf} says
   */
  NDArray loss(List<List<NDArray>> branches, List<List<NDArray>> teachers) {
    return batchLoss(branches, teachers).total();
  }

  /** The same with its parts: what each guidance adds. */
  BatchLoss batchLoss(List<List<NDArray>> branches, List<List<NDArray>> teachers) {
    List<LossPart> parts = new ArrayList<>();
    for (WeightedTerm term : terms) {
      Guidance guidance = term.guidance();
      NDArray value =
          term.term().loss(branches.get(guidance.branch()), teachers.get(guidance.teacher()));
      String name =
          "stage%d/branch%d-teacher%d"
              .formatted(stage, guidance.branch() + 1, guidance.teacher() + 1);
      parts.add(new LossPart(name, value, term.weight()));
    }
    NDArray total =
        parts.stream()
            .map(part -> Scaling.multiply(part.value(), part.weight()))
            .reduce(NDArray::add)
            .orElseThrow();
    return new BatchLoss(total, parts);
  }

  private static Term hints(int stage, Guidance guidance, HintLoss hint) {
    int teacherPoint = guidance.mapping().teacherPoint(stage);
    return (branch, teacher) ->
        Scaling.multiply(hint.loss(branch.get(stage), teacher.get(teacherPoint)), 0.5);
  }

  private static Term flows(int stage, Guidance guidance, HintSettings.Flows which) {
    int first = which == HintSettings.Flows.DENSE ? 0 : stage - 1;
    FlowLoss loss =
        new FlowLoss(
            IntStream.range(first, stage)
                .mapToObj(from -> new FlowLoss.Flow(from, stage))
                .toList());
    return (branch, teacher) -> {
      List<NDArray> mapped =
          IntStream.rangeClosed(0, stage)
              .map(guidance.mapping()::teacherPoint)
              .mapToObj(teacher::get)
              .toList();
      return loss.loss(branch, mapped);
    };
  }
}

package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.loss.HintLoss;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last stage of each branch imitating the last stage of its teachers through 1x1 regressors; of
 * several teachers the mean counts. The teachers look at the same views, live.
 */
public final class FeatureHints {
  private record Pair(int branch, int teacher, double weight, HintLoss loss) {}

  private final Map<Integer, Classifier> teachers;
  private final List<Pair> pairs;
  private final ParameterSet regressors;

  private FeatureHints(
      Map<Integer, Classifier> teachers, List<Pair> pairs, ParameterSet regressors) {
    this.teachers = teachers;
    this.pairs = List.copyOf(pairs);
    this.regressors = regressors;
  }

  /**
   * Pairs branches and teachers.
   *
   * @param branchChannels channels of each branch's last stage
   * @param teachers all teachers, in the order of the soft labels
   * @param manager parent of the regressors' managers
   * @param seed of the regressors
   */
  public static FeatureHints of(
      List<Integer> branchChannels,
      List<Classifier> teachers,
      TeacherAssignment assignment,
      NDManager manager,
      long seed) {
    Map<Integer, Classifier> used = new TreeMap<>();
    List<Pair> pairs = new ArrayList<>();
    List<Parameter> regressors = new ArrayList<>();
    for (int branch = 0; branch < branchChannels.size(); branch++) {
      List<Integer> assigned = assignment.teachersOfBranches().get(branch);
      for (int teacher : assigned) {
        Classifier network = teachers.get(teacher);
        used.put(teacher, network);
        HintLoss loss =
            HintLoss.create(
                branchChannels.get(branch),
                network.stageChannels(network.stageCount() - 1),
                manager,
                seed * 1_000_003 + pairs.size());
        String prefix = "feature" + pairs.size() + ".";
        for (Parameter parameter : loss.parameters()) {
          regressors.add(
              new Parameter(prefix + parameter.name(), parameter.kind(), parameter.array()));
        }
        pairs.add(new Pair(branch, teacher, 1.0 / assigned.size(), loss));
      }
    }
    return new FeatureHints(used, pairs, new ParameterSet(regressors));
  }

  /** The regressors' arrays, trained with the student and discarded. */
  public ParameterSet regressors() {
    return regressors;
  }

  /** The last stages of the teachers, one for each pair. */
  List<NDArray> hints(NDArray pixels) {
    Map<Integer, NDArray> byTeacher = new TreeMap<>();
    teachers.forEach(
        (number, network) ->
            byTeacher.put(number, network.prefix(pixels, network.stageCount(), Mode.EVAL)));
    List<NDArray> hints = new ArrayList<>();
    for (Pair pair : pairs) {
      NDArray hint = byTeacher.get(pair.teacher());
      if (hint == null) {
        throw new IllegalStateException("teacher " + pair.teacher() + " was not run");
      }
      hints.add(hint);
    }
    return hints;
  }

  /**
   * Half the mean squared distance, summed over branches; a scalar.
   *
   * @param features the last stage of each branch
   * @param hints what {@link #hints} gave
   */
  NDArray loss(List<NDArray> features, List<NDArray> hints) {
    NDArray total = pair(0, features, hints);
    for (int i = 1; i < pairs.size(); i++) {
      total = total.add(pair(i, features, hints));
    }
    return total;
  }

  private NDArray pair(int index, List<NDArray> features, List<NDArray> hints) {
    Pair pair = pairs.get(index);
    return Scaling.multiply(
        pair.loss().loss(features.get(pair.branch()), hints.get(index)), 0.5 * pair.weight());
  }
}

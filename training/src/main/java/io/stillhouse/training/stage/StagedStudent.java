package io.stillhouse.training.stage;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.network.BranchedClassifier;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A student stage by stage. Its points are the stem's activation (point 0) and that of each stage
 * (point k after stage k, stages counted from 1 here); branches have the points of the shared
 * stages in common.
 */
public final class StagedStudent {
  private final Network network;
  private final List<Classifier> branches;
  private final int sharedStages;

  private StagedStudent(Network network, List<Classifier> branches, int sharedStages) {
    this.network = network;
    this.branches = List.copyOf(branches);
    this.sharedStages = sharedStages;
  }

  /**
   * A student of one or more branches.
   *
   * @throws IllegalArgumentException when the network is neither plain nor branched
   */
  public static StagedStudent of(Network network) {
    if (network instanceof Classifier plain) {
      return new StagedStudent(network, List.of(plain), plain.stageCount());
    }
    if (network instanceof BranchedClassifier branched) {
      List<Classifier> views =
          IntStream.range(0, branched.branchCount()).mapToObj(branched::branch).toList();
      return new StagedStudent(network, views, branched.spec().sharedStages());
    }
    throw new IllegalArgumentException(network.getClass() + " has no stages");
  }

  /** Number of branches, 1 or more. */
  public int branchCount() {
    return branches.size();
  }

  /** One branch as a plain classifier of the same arrays. */
  public Classifier branch(int branch) {
    return branches.get(branch);
  }

  /** Stages of the longest branch. */
  public int stageCount() {
    return branches.stream().mapToInt(Classifier::stageCount).max().orElseThrow();
  }

  /** Whether all branches have a stage in common. */
  public boolean isShared(int stage) {
    return stage <= sharedStages;
  }

  /** The branches that train a stage: the first stands for all in a shared one. */
  public List<Integer> branchesOf(int stage) {
    return IntStream.range(0, isShared(stage) ? 1 : branches.size())
        .filter(branch -> stage <= branches.get(branch).stageCount())
        .boxed()
        .toList();
  }

  /**
   * The points 0 to {@code last} of each branch, all of them left open. Shared points are computed
   * once and are the same arrays in every branch.
   *
   * @param mode of the layers that lead to a point
   */
  public List<List<NDArray>> points(NDArray images, int last, IntFunction<Mode> mode) {
    List<NDArray> trunk = new ArrayList<>();
    trunk.add(branches.get(0).stem(images, mode.apply(0)));
    follow(branches.get(0), trunk, Math.min(last, sharedStages), mode);
    List<List<NDArray>> points = new ArrayList<>();
    for (Classifier branch : branches) {
      List<NDArray> own = new ArrayList<>(trunk);
      follow(branch, own, Math.min(last, branch.stageCount()), mode);
      points.add(own);
    }
    return points;
  }

  /** The logits of each branch, [B, classes], from all its points, which are left open. */
  public List<NDArray> logits(List<List<NDArray>> points, Mode mode) {
    List<NDArray> logits = new ArrayList<>();
    for (int branch = 0; branch < branches.size(); branch++) {
      List<NDArray> own = points.get(branch);
      logits.add(branches.get(branch).nextHead(own.get(own.size() - 1), mode));
    }
    return logits;
  }

  /** What the layers that lead to a point learn: arrays of the whole network. */
  public ParameterSet parametersOf(int point) {
    Set<NDArray> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Classifier branch : branches) {
      if (point <= branch.stageCount()) {
        ParameterSet part =
            point == 0 ? branch.prefixParameters(0) : branch.stageParameters(point - 1);
        part.stream().map(Parameter::array).forEach(arrays::add);
      }
    }
    return network.parameters().filter(parameter -> arrays.contains(parameter.array()));
  }

  private static void follow(
      Classifier branch, List<NDArray> points, int last, IntFunction<Mode> mode) {
    while (points.size() <= last) {
      int point = points.size();
      points.add(branch.nextStage(point - 1, points.get(point - 1), mode.apply(point)));
    }
  }
}

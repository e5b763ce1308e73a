package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.engine.Scaling;
import java.util.List;

/**
 * How a student's activations flow into each other, compared with its teacher's (Yim et al., A Gift
 * from Knowledge Distillation, 2017): for each flow the mean squared difference of the two flow
 * matrices; the sum over the flows.
 *
 * @param flows at least one
 */
public record FlowLoss(List<Flow> flows) {

  /**
   * From the activation of one stage to that of another.
   *
   * @param from index into the list of activations, at least 0
   * @param to index into the list of activations, at least 0
   */
  public record Flow(int from, int to) {
    public Flow {
      if (from < 0 || to < 0 || from == to) {
        throw new IllegalArgumentException(
            "a flow leads from one stage to another, not from " + from + " to " + to);
      }
    }
  }

  public FlowLoss {
    flows = List.copyOf(flows);
    if (flows.isEmpty()) {
      throw new IllegalArgumentException("a flow loss needs at least one flow");
    }
  }

  /**
   * @param student activations [B,C,H,W]
   * @param teacher activations with the same numbers of channels; no gradient flows into them
   * @throws IllegalArgumentException when channels differ
   */
  public NDArray loss(List<NDArray> student, List<NDArray> teacher) {
    return flows.stream()
        .map(flow -> loss(flow, student, teacher))
        .reduce(NDArray::add)
        .orElseThrow();
  }

  private static NDArray loss(Flow flow, List<NDArray> student, List<NDArray> teacher) {
    requireSameChannels(flow.from(), student, teacher);
    requireSameChannels(flow.to(), student, teacher);
    NDArray ours = matrix(student.get(flow.from()), student.get(flow.to()));
    try (NDArray theirs = matrix(teacher.get(flow.from()), teacher.get(flow.to()))) {
      return ours.sub(theirs).square().mean();
    }
  }

  private static void requireSameChannels(int stage, List<NDArray> student, List<NDArray> teacher) {
    long ours = student.get(stage).getShape().get(1);
    long theirs = teacher.get(stage).getShape().get(1);
    if (ours != theirs) {
      throw new IllegalArgumentException(
          "flows need equal numbers of channels, but stage "
              + stage
              + " of the student has "
              + ours
              + " and of the teacher "
              + theirs
              + "; use hints instead");
    }
  }

  /**
   * The flow matrix, [B, channels of from, channels of to]: the mean over all positions of the
   * products of each pair of channels, the larger activation reduced to the size of the smaller by
   * maxima.
   */
  public static NDArray matrix(NDArray from, NDArray to) {
    Shape first = from.getShape();
    Shape second = to.getShape();
    long height = Math.min(first.get(2), second.get(2));
    long width = Math.min(first.get(3), second.get(3));
    NDArray left = flattened(from, height, width);
    NDArray right = flattened(to, height, width);
    NDArray transposed = right.transpose(0, 2, 1);
    NDArray sums = left.batchMatMul(transposed);
    left.close();
    right.close();
    transposed.close();
    NDArray means = Scaling.divide(sums, height * width);
    sums.close();
    return means;
  }

  private static NDArray flattened(NDArray x, long height, long width) {
    Shape shape = x.getShape();
    NDArray pooled = SpatialPooling.MAXIMUM.to(x, height, width);
    NDArray flat = pooled.reshape(shape.get(0), shape.get(1), height * width);
    if (pooled != x) {
      pooled.close();
    }
    return flat;
  }
}

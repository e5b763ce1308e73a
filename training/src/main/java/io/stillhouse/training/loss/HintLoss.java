package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterKind;
import io.stillhouse.training.network.ParameterSet;
import java.util.List;
import java.util.Random;

/**
 * The mean squared difference between a student's activation, brought to the teacher's number of
 * channels by a trained 1x1 convolution, and the teacher's (Romero et al., FitNets, 2015). Where
 * the channels agree from the start there is no regressor. Where the sizes differ, the larger is
 * reduced to the smaller by means.
 */
public final class HintLoss implements AutoCloseable {
  private final NDManager manager;
  private final ParameterSet regressor;

  private HintLoss(NDManager manager, ParameterSet regressor) {
    this.manager = manager;
    this.regressor = regressor;
  }

  /**
   * @param guidedChannels of the student's activation
   * @param hintChannels of the teacher's activation
   * @param manager parent of the regressor's own manager
   * @param seed determines the regressor's weights
   */
  public static HintLoss create(
      int guidedChannels, int hintChannels, NDManager manager, long seed) {
    if (guidedChannels == hintChannels) {
      return new HintLoss(manager.newSubManager(), new ParameterSet(List.of()));
    }
    return withRegressor(guidedChannels, hintChannels, manager, seed);
  }

  /** The same with a regressor even where the channels agree. */
  public static HintLoss withRegressor(
      int guidedChannels, int hintChannels, NDManager manager, long seed) {
    NDManager own = manager.newSubManager();
    Random random = new Random(seed);
    double bound = 1 / Math.sqrt(guidedChannels);
    float[] weight = uniform(random, guidedChannels * hintChannels, bound);
    float[] bias = uniform(random, hintChannels, bound);
    return withRegressor(
        own,
        own.create(weight, new Shape(hintChannels, guidedChannels, 1, 1)),
        own.create(bias, new Shape(hintChannels)));
  }

  private static HintLoss withRegressor(NDManager manager, NDArray weight, NDArray bias) {
    ParameterSet regressor =
        new ParameterSet(
            List.of(
                new Parameter("regressor.weight", ParameterKind.WEIGHT, weight),
                new Parameter("regressor.bias", ParameterKind.BIAS, bias)));
    regressor.unfreeze();
    return new HintLoss(manager, regressor);
  }

  private static float[] uniform(Random random, int count, double bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return values;
  }

  /** The regressor's arrays, to be trained with the student and discarded; empty without one. */
  public ParameterSet parameters() {
    return regressor;
  }

  /**
   * @param guided the student's activation, [B,C,H,W]
   * @param hint the teacher's activation; no gradient flows into it
   */
  public NDArray loss(NDArray guided, NDArray hint) {
    long height = Math.min(guided.getShape().get(2), hint.getShape().get(2));
    long width = Math.min(guided.getShape().get(3), hint.getShape().get(3));
    NDArray ours = SpatialPooling.MEAN.to(guided, height, width);
    if (regressor.size() > 0) {
      NDArray regressed =
          Conv2d.conv2d(
                  ours,
                  regressor.get("regressor.weight").array(),
                  regressor.get("regressor.bias").array())
              .head();
      closeUnless(ours, guided);
      ours = regressed;
    }
    NDArray theirs = SpatialPooling.MEAN.to(hint, height, width);
    Shapes.requireEqual("the guided activation", ours, "the hint", theirs);
    NDArray difference = ours.sub(theirs);
    closeUnless(ours, guided);
    closeUnless(theirs, hint);
    NDArray squares = difference.square();
    difference.close();
    NDArray loss = squares.mean();
    squares.close();
    return loss;
  }

  private static void closeUnless(NDArray array, NDArray kept) {
    if (array != kept) {
      array.close();
    }
  }

  /** Frees the regressor. */
  @Override
  public void close() {
    manager.close();
  }
}

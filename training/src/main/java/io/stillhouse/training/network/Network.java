package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.graph.OperationSink;
import java.util.List;

/**
 * An image classifier of one or more branches.
 *
 * <p>Images are [B,C,H,W] float32 views of channels-last memory: {@code manager.create(buffer, new
 * Shape(B, H, W, C)).transpose(0, 3, 1, 2)}; other layouts give the same results more slowly. The
 * results belong to the manager of the images. Images are left open, so that several networks can
 * look at the same batch; they, and the array they are a view of, must stay open until
 * back-propagation is over, because their memory goes with the Java object. Not safe for use by two
 * threads at once in {@link Mode#TRAIN}.
 */
public interface Network extends Scorer {

  /** The logits of each branch, [B, classes] each. */
  List<NDArray> branchLogits(NDArray images, Mode mode);

  @Override
  default List<NDArray> scores(NDArray images) {
    return branchLogits(images, Mode.EVAL);
  }

  /** The logits of each branch with the activations they were computed from. */
  List<BranchOutput> branchOutputs(NDArray images, Mode mode);

  /** All arrays, buffers included. */
  ParameterSet parameters();

  /** Number of trainable values. */
  default long parameterCount() {
    return parameters().count();
  }

  /** Multiply-accumulate operations for one image, in convolutions and linear layers. */
  long macs();

  /**
   * A network with its own arrays that gives the same logits in {@link Mode#EVAL}, but for
   * rounding, and faster: BatchNorm is merged into the convolutions. It cannot be trained.
   */
  Network foldedForInference();

  /**
   * Tells the sink what the network computes in {@link Mode#EVAL}.
   *
   * @param images what the sink calls the images, [B,C,H,W]
   * @return what the sink calls the logits of each branch, [B, classes] each
   */
  <V> List<V> trace(V images, OperationSink<V> sink);
}

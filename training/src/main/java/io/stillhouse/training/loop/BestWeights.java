package io.stillhouse.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.checkpoint.BestEpoch;
import io.stillhouse.training.network.ParameterSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A copy of the network as it was after the epoch with the best score. */
final class BestWeights {
  private final ParameterSet network;
  private final NDManager manager;
  private @Nullable BestEpoch epoch;
  private Map<String, NDArray> weights = Map.of();

  BestWeights(ParameterSet network, NDManager manager) {
    this.network = network;
    this.manager = manager;
  }

  /** The best epoch, null before one was offered. */
  @Nullable BestEpoch epoch() {
    return epoch;
  }

  /** Its weights and buffers by name, empty before one was offered. */
  Map<String, NDArray> weights() {
    return weights;
  }

  /** Continues with what a checkpoint held. */
  void resume(@Nullable BestEpoch savedEpoch, Map<String, NDArray> savedWeights) {
    epoch = savedEpoch;
    weights = savedWeights;
  }

  /** Copies the network if it is better than the best so far. */
  void offer(int candidate, double score) {
    BestEpoch before = epoch;
    if (before != null && score <= before.score()) {
      return;
    }
    weights.values().forEach(NDArray::close);
    Map<String, NDArray> copy = new LinkedHashMap<>();
    network
        .arrays()
        .forEach(
            (name, array) ->
                copy.put(name, manager.create(array.toFloatArray(), array.getShape())));
    weights = copy;
    epoch = new BestEpoch(candidate, score);
  }

  /** Puts the best weights into the network. */
  void restore() {
    if (epoch != null) {
      network.load(weights);
    }
  }
}

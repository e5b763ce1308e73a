package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.loop.BatchLoss;
import io.stillhouse.training.loop.LossPart;
import java.util.ArrayList;
import java.util.List;

/** The weighted terms of a loss, added in the order in which they came. */
final class LossTerms {
  private final List<NDArray> terms = new ArrayList<>();
  private final List<LossPart> parts = new ArrayList<>();

  /** Adds a term, a scalar, which is a part by itself. */
  void add(String name, NDArray value, double weight) {
    add(Scaling.multiply(value, weight), new LossPart(name, value, weight));
  }

  /** Adds a term that has its weight already, and what it consists of. */
  void add(NDArray term, LossPart... of) {
    terms.add(term);
    parts.addAll(List.of(of));
  }

  BatchLoss sum() {
    return new BatchLoss(terms.stream().reduce(NDArray::add).orElseThrow(), parts);
  }
}

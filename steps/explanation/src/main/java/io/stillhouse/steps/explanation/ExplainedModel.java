package io.stillhouse.steps.explanation;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.inference.EnsembleLogits;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.training.network.BranchedClassifier;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A network, or several whose probabilities are averaged.
 *
 * @param role teacher, scratch or student
 * @param networks at least one
 * @param task what its logits are of
 * @param classes how many there are
 */
record ExplainedModel(Role role, List<Network> networks, Task task, int classes) {
  /** The part a model plays. */
  enum Role {
    TEACHER("teacher"),
    SCRATCH("scratch"),
    STUDENT("student");

    private final String word;

    Role(String word) {
      this.word = word;
    }

    /** As it is written, and as the style sheet calls it. */
    String word() {
      return word;
    }
  }

  ExplainedModel {
    networks = List.copyOf(networks);
  }

  /** Every branch of every network as a plain classifier. */
  List<Classifier> parts() {
    List<Classifier> parts = new ArrayList<>();
    for (Network network : networks) {
      if (network instanceof BranchedClassifier branched) {
        for (int i = 0; i < branched.branchCount(); i++) {
          parts.add(branched.branch(i));
        }
      } else {
        parts.add((Classifier) network);
      }
    }
    return parts;
  }

  /** The probabilities of a batch, [images][classes]. */
  double[][] probabilities(NDArray images) {
    List<float[]> ofNetworks = new ArrayList<>();
    for (Network network : networks) {
      List<float[]> branches = new ArrayList<>();
      for (NDArray logits : network.branchLogits(images, Mode.EVAL)) {
        branches.add(logits.toFloatArray());
      }
      ofNetworks.add(EnsembleLogits.of(branches, classes, task));
    }
    Logits logits = new Logits(EnsembleLogits.of(ofNetworks, classes, task), classes);
    double[][] probabilities = new double[logits.rows()][];
    for (int image = 0; image < probabilities.length; image++) {
      probabilities[image] =
          task == Task.MULTICLASS ? logits.probabilities(image) : sigmoids(logits, image);
    }
    return probabilities;
  }

  private double[] sigmoids(Logits logits, int image) {
    double[] sigmoids = new double[classes];
    for (int label = 0; label < classes; label++) {
      sigmoids[label] = 1 / (1 + Math.exp(-logits.values()[image * classes + label]));
    }
    return sigmoids;
  }
}

package io.stillhouse.steps.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.explanation.CamMethod;
import io.stillhouse.training.explanation.DeletionGame;
import io.stillhouse.training.explanation.LayerMaps;
import io.stillhouse.training.explanation.SaliencyMap;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.network.Classifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Asks models one image at a time. The caller has switched gradient recording off; it is on only
 * while maps are computed.
 */
final class Explainer {
  private final DatasetInfo dataset;
  private final ImageBatches batches;
  private final DeletionGame game;
  private final int randomOrders;
  private final long seed;
  private final NDManager parent;

  Explainer(Split split, DeletionGame game, int randomOrders, long seed, NDManager parent) {
    dataset = split.dataset();
    batches = new ImageBatches(split, Augmentation.NONE, 1);
    this.game = game;
    this.randomOrders = randomOrders;
    this.seed = seed;
    this.parent = parent;
  }

  /** The class that a model is surest of. */
  int surest(ExplainedModel model, int row) {
    try (NDManager manager = parent.newSubManager()) {
      double[] probabilities = model.probabilities(image(manager, row))[0];
      int surest = 0;
      for (int c = 1; c < probabilities.length; c++) {
        surest = probabilities[c] > probabilities[surest] ? c : surest;
      }
      return surest;
    }
  }

  /** A model's answer; the same question has the same answer. */
  Answer answer(ExplainedModel model, Question question) {
    Map<CamMethod, SaliencyMap> maps = maps(model, question);
    float[] pixels = pixels(question.row());
    Map<CamMethod, DeletionGame.Curve> deletions = new EnumMap<>(CamMethod.class);
    double probability = Double.NaN;
    for (Map.Entry<CamMethod, SaliencyMap> map : maps.entrySet()) {
      int[] order = DeletionGame.order(map.getValue(), seed ^ question.id());
      double[] probabilities = probabilities(model, question, pixels, order);
      probability = probabilities[0];
      deletions.put(map.getKey(), game.curve(probabilities));
    }
    List<DeletionGame.Curve> random = new ArrayList<>();
    for (int i = 0; i < randomOrders; i++) {
      int[] order =
          DeletionGame.randomOrder(
              dataset.height() * dataset.width(), seed + question.id() * randomOrders + i);
      random.add(game.curve(probabilities(model, question, pixels, order)));
    }
    return new Answer(probability, maps, deletions, DeletionGame.mean(random));
  }

  private Map<CamMethod, SaliencyMap> maps(ExplainedModel model, Question question) {
    List<LayerMaps> parts = new ArrayList<>();
    for (Classifier part : model.parts()) {
      try (NDManager manager = parent.newSubManager()) {
        NDArray image = image(manager, question.row());
        parts.add(LayerMaps.of(part, image, new int[] {question.target()}).get(0));
      }
    }
    Map<CamMethod, SaliencyMap> maps = new EnumMap<>(CamMethod.class);
    for (CamMethod method : CamMethod.values()) {
      maps.put(method, method.map(parts, dataset.height(), dataset.width()));
    }
    return maps;
  }

  private double[] probabilities(
      ExplainedModel model, Question question, float[] pixels, int[] order) {
    try (NDManager manager = parent.newSubManager()) {
      NDArray images =
          manager
              .create(
                  game.images(pixels, order),
                  new Shape(
                      game.steps() + 1, dataset.height(), dataset.width(), dataset.channels()))
              .transpose(0, 3, 1, 2);
      double[][] all = model.probabilities(images);
      double[] ofTarget = new double[all.length];
      for (int step = 0; step < all.length; step++) {
        ofTarget[step] = all[step][question.target()];
      }
      return ofTarget;
    }
  }

  private float[] pixels(int row) {
    try (NDManager manager = parent.newSubManager()) {
      return image(manager, row).transpose(0, 2, 3, 1).toFloatArray();
    }
  }

  private NDArray image(NDManager manager, int row) {
    return batches.plain(manager, new int[] {row}, 0, 1);
  }
}

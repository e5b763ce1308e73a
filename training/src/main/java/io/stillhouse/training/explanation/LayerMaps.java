package io.stillhouse.training.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each layer of a network says of where a class is: Grad-CAM (Selvaraju et al., ICCV 2017) at
 * the stem and at the end of every stage.
 *
 * <p>A layer's map is {@code sum_k a_k A_k}, A_k being its k-th channel and a_k the mean over all
 * positions of the gradient of the class's logit with respect to A_k. Grad-CAM takes the positive
 * part, which is left to the caller, since several networks are added before it.
 *
 * @param layers the stem first, each stage after it; [height, width] of its activation
 */
public record LayerMaps(List<SaliencyMap> layers) {
  public LayerMaps {
    layers = List.copyOf(layers);
  }

  /** The map of the last stage, which Grad-CAM shows. */
  public SaliencyMap last() {
    return layers.get(layers.size() - 1);
  }

  /**
   * Computes the maps of a batch, in {@link Mode#EVAL}. No other gradients may be recorded in this
   * process at the same time.
   *
   * @param images [B,C,H,W]; left open
   * @param classes the class that is looked for in each image
   * @return one an image
   */
  public static List<LayerMaps> of(Classifier network, NDArray images, int[] classes) {
    if (images.getShape().get(0) != classes.length) {
      throw new IllegalArgumentException(
          "%d classes for images %s".formatted(classes.length, images.getShape()));
    }
    NDManager manager = images.getManager();
    List<NDArray> activations = new ArrayList<>();
    List<NDArray> probes = new ArrayList<>();
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDArray activation = network.stem(images, Mode.EVAL);
      for (int stage = 0; stage <= network.stageCount(); stage++) {
        // Only leaves keep their gradient; that of a zero which is added is the activation's.
        NDArray probe = activation.zerosLike();
        probe.setRequiresGradient(true);
        activations.add(activation);
        probes.add(probe);
        NDArray probed = activation.add(probe);
        if (stage < network.stageCount()) {
          activation = network.nextStage(stage, probed, Mode.EVAL);
        } else {
          NDArray logits = network.head(probed, Mode.EVAL);
          collector.backward(logits.mul(chosen(manager, classes, logits.getShape())).sum());
        }
      }
    }
    List<List<SaliencyMap>> ofImages = new ArrayList<>();
    Arrays.stream(classes).forEach(image -> ofImages.add(new ArrayList<>()));
    for (int layer = 0; layer < activations.size(); layer++) {
      List<SaliencyMap> maps = weighted(activations.get(layer), probes.get(layer));
      for (int image = 0; image < classes.length; image++) {
        ofImages.get(image).add(maps.get(image));
      }
    }
    return ofImages.stream().map(LayerMaps::new).toList();
  }

  /** One where the class is that of the image, else zero: the images do not mix. */
  private static NDArray chosen(NDManager manager, int[] classes, Shape logits) {
    float[] mask = new float[Math.toIntExact(logits.size())];
    for (int image = 0; image < classes.length; image++) {
      mask[image * (int) logits.get(1) + classes[image]] = 1;
    }
    return manager.create(mask, logits);
  }

  private static List<SaliencyMap> weighted(NDArray activation, NDArray probe) {
    Shape shape = activation.getShape();
    int images = (int) shape.get(0);
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    Shape flat = new Shape(images, shape.get(1), (long) height * width);
    try (NDArray gradient = probe.getGradient()) {
      NDArray weights = gradient.reshape(flat).mean(new int[] {2}, true);
      float[] values = activation.reshape(flat).mul(weights).sum(new int[] {1}).toFloatArray();
      List<SaliencyMap> maps = new ArrayList<>();
      for (int image = 0; image < images; image++) {
        int from = image * height * width;
        maps.add(
            new SaliencyMap(
                height, width, Arrays.copyOfRange(values, from, from + height * width)));
      }
      return maps;
    }
  }
}

package io.stillhouse.training.explanation;

import java.util.List;

/** How the maps of the layers of one or more networks become one map of the image. */
public enum CamMethod {
  /**
   * Grad-CAM (Selvaraju et al., ICCV 2017): the last stage alone, its positive part, enlarged.
   * Several networks whose answers are averaged are one network with the channels of all.
   */
  GRAD_CAM,
  /**
   * Layer-wise class activation maps (Kang et al., 2021): the maps of all layers, enlarged and
   * summed up pixel by pixel, so that the fine layers draw the outline of what the last one finds.
   * Each layer's positive part counts with its largest value as 1: otherwise the last layer, whose
   * gradients are the largest, would be alone.
   */
  LAYER_WISE;

  /**
   * The map of an image, 0 to 1; all 0 where no place speaks for the class.
   *
   * @param networks what each network's layers say; at least one
   */
  public SaliencyMap map(List<LayerMaps> networks, int height, int width) {
    SaliencyMap sum = new SaliencyMap(height, width, new float[height * width]);
    for (LayerMaps network : networks) {
      if (this == GRAD_CAM) {
        sum = sum.plus(network.last().resized(height, width));
      } else {
        for (SaliencyMap layer : network.layers()) {
          sum = sum.plus(layer.rectified().scaledToOne().resized(height, width));
        }
      }
    }
    return sum.rectified().scaledToOne();
  }
}

package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.training.data.Augmentation;
import java.io.Serializable;

/**
 * What every worker has to know.
 *
 * @param dataset folder of the dataset
 * @param teacher folder of the model
 * @param output folder for the shards
 * @param classes number of classes
 * @param views views of each training image
 * @param viewSeed seed of the views
 * @param padding see {@link Augmentation}
 * @param flip see {@link Augmentation}
 * @param topK logits to store, 0 for all
 * @param batchSize images in one forward pass
 */
record ExtractionRequest(
    String dataset,
    String teacher,
    String output,
    int classes,
    int views,
    long viewSeed,
    int padding,
    boolean flip,
    int topK,
    int batchSize)
    implements Serializable {

  Augmentation augmentation() {
    return new Augmentation(padding, flip);
  }
}

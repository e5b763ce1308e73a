package io.stillhouse.steps.evaluation.inference;

import java.io.Serializable;
import java.util.List;

/**
 * What every worker has to know.
 *
 * @param dataset folder of the dataset
 * @param split the split
 * @param models folders of the models; {@link ModelRows#model} counts in this list
 * @param output folder for the logits
 * @param batchSize images in one forward pass, 1 or more
 */
record InferenceRequest(
    String dataset, String split, List<String> models, String output, int batchSize)
    implements Serializable {
  InferenceRequest {
    models = List.copyOf(models);
  }
}

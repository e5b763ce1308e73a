package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.step.SharedFile;
import io.stillhouse.stepbeam.work.ShardWork;
import io.stillhouse.stepbeam.work.WorkPlace;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.inference.InferenceThread;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What every worker has to know.
 *
 * @param dataset folder of the dataset
 * @param teacher folder of the model
 * @param output the step's output that shards are files of
 * @param classes number of classes
 * @param views views of each training image
 * @param viewSeed seed of the views
 * @param padding see {@link Augmentation}
 * @param flip see {@link Augmentation}
 * @param topK logits to store, 0 for all
 * @param batchSize images in one forward pass
 */
record ExtractionWork(
    SharedFile dataset,
    SharedFile teacher,
    String output,
    int classes,
    int views,
    long viewSeed,
    int padding,
    boolean flip,
    int topK,
    int batchSize)
    implements ShardWork<ExtractionTask, ExtractedRows> {

  Augmentation augmentation() {
    return new Augmentation(padding, flip);
  }

  @Override
  public Extractor open(WorkPlace place) throws IOException {
    Path images = place.file(dataset);
    Path model = place.file(teacher);
    try (InferenceThread ignored = InferenceThread.enter()) {
      return new Extractor(this, ImageDataset.open(images), model);
    }
  }
}

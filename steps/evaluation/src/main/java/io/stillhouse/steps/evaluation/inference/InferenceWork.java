package io.stillhouse.steps.evaluation.inference;

import io.stillhouse.step.SharedFile;
import io.stillhouse.stepbeam.work.ShardWork;
import io.stillhouse.stepbeam.work.WorkPlace;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.inference.InferenceThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every worker has to know.
 *
 * @param dataset folder of the dataset
 * @param split the split
 * @param models folders of the models; {@link ModelRows#model} counts in this list
 * @param batchSize images in one forward pass, 1 or more
 */
record InferenceWork(SharedFile dataset, String split, List<SharedFile> models, int batchSize)
    implements ShardWork<ModelRows, BranchLogits> {
  InferenceWork {
    models = List.copyOf(models);
  }

  @Override
  public InferenceWorker open(WorkPlace place) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (SharedFile model : models) {
      folders.add(place.file(model));
    }
    Path images = place.file(dataset);
    try (InferenceThread ignored = InferenceThread.enter()) {
      return new InferenceWorker(ImageDataset.open(images).split(split), folders, batchSize);
    }
  }
}

package io.stillhouse.steps.ensemblefinetuning;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.checkpoint.CheckpointSink;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loop.CheckpointPolicy;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loop.TrainingListener;
import io.stillhouse.training.loop.TrainingLoop;
import io.stillhouse.training.loop.TrainingLoopSettings;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.loop.TrainingSurroundings;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.objective.LabelObjective;
import io.stillhouse.training.objective.MultiLabelLoss;
import io.stillhouse.training.objective.SingleLabelLoss;
import io.stillhouse.training.optimiser.SgdSettings;
import io.stillhouse.training.softlabel.SoftLabelExtractor;
import io.stillhouse.training.softlabel.SoftLabelShardFile;
import io.stillhouse.training.softlabel.SoftLabelsInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A teacher that has really learnt, and its real soft labels, both as artifacts.
 *
 * @param model folder of the Model artifact
 * @param softLabels folder of the SoftLabels artifact
 */
record SmallTeacher(Path model, Path softLabels) {
  private static final int BATCH_SIZE = 20;
  private static final int EPOCHS = 5;
  private static final Augmentation AUGMENTATION = new Augmentation(1, false);

  /** Trains a teacher and extracts its soft labels for the train and the validation split. */
  static SmallTeacher train(
      String name, String architecture, Path digits, Path root, long viewSeed, int views)
      throws IOException {
    Path model = Files.createDirectories(root.resolve(name + "-model"));
    Path softLabels = Files.createDirectories(root.resolve(name + "-soft-labels-" + viewSeed));
    ImageDataset dataset = ImageDataset.open(digits);
    ModelDescription description = ModelDescription.of(dataset.info(), List.of(architecture), 0);
    TorchEngine.start(1);
    try (GradientRecording ignored = GradientRecording.off();
        NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, name.hashCode())) {
      fit(network, dataset, root, manager);
      ModelFolder.write(model, description.measured(network), network, TrainingHistory.empty());
      extract(name, architecture, network, dataset, softLabels, viewSeed, views, manager);
    }
    return new SmallTeacher(model, softLabels);
  }

  private static void fit(Network network, ImageDataset dataset, Path temporary, NDManager manager)
      throws IOException {
    boolean multiLabel = dataset.info().task() == Task.MULTILABEL;
    LabelObjective objective =
        new LabelObjective(
            network,
            dataset,
            multiLabel ? MultiLabelLoss.unweighted() : new SingleLabelLoss(CrossEntropy.plain()),
            0,
            AUGMENTATION,
            BATCH_SIZE,
            1);
    LearningSettings learning =
        new LearningSettings(
            0.05,
            LearningSettings.Schedule.COSINE,
            List.of(),
            0.1,
            0,
            0.9,
            SgdSettings.MomentumForm.NESTEROV,
            5e-4,
            SgdSettings.Decayed.ALL);
    new TrainingLoop(
            new TrainingLoopSettings(
                "teacher", learning.sgd(), Selection.LAST, CheckpointPolicy.DEFAULT),
            new TrainingSurroundings(
                TrainingListener.none(), CheckpointSink.none(), temporary, () -> false))
        .run(
            network.parameters(),
            List.of(
                new TrainingPhase(
                    "",
                    objective,
                    network.parameters(),
                    new ParameterSet(List.of()),
                    EPOCHS,
                    learning.rates(EPOCHS, objective.batches()))),
            manager);
  }

  private static void extract(
      String teacher,
      String architecture,
      Network network,
      ImageDataset dataset,
      Path directory,
      long viewSeed,
      int views,
      NDManager manager)
      throws IOException {
    int classes = dataset.info().classes().size();
    Map<String, List<ShardInfo>> splits = new LinkedHashMap<>();
    for (String name : List.of(DatasetInfo.TRAIN, DatasetInfo.VALIDATION)) {
      Split split = dataset.split(name);
      List<ShardInfo> shards = split.info().shards();
      SoftLabelExtractor extractor =
          new SoftLabelExtractor(
              network,
              manager,
              split,
              new ViewSampler(viewSeed, AUGMENTATION),
              views,
              0,
              split.size());
      for (int shard = 0; shard < shards.size(); shard++) {
        int rows = shards.get(shard).count();
        SoftLabelShardFile.write(
            directory.resolve(shards.get(shard).file()),
            rows,
            classes,
            List.of(extractor.rows(shard, 0, rows)));
      }
      splits.put(name, shards);
    }
    new SoftLabelsInfo(
            teacher,
            architecture,
            classes,
            dataset.info().task(),
            views,
            viewSeed,
            AUGMENTATION,
            0,
            1.5,
            splits)
        .write(directory);
  }
}

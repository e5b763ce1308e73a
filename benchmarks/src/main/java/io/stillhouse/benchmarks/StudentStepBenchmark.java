package io.stillhouse.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.NetworkSpec;
import io.stillhouse.training.optimiser.Sgd;
import io.stillhouse.training.optimiser.SgdSettings;
import io.stillhouse.training.optimiser.SgdSettings.Decayed;
import io.stillhouse.training.optimiser.SgdSettings.MomentumForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A training step of the smallest student beside the augmentation of its batch of 128 images: the
 * second must stay under 3% of the first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls open() before anything else
public class StudentStepBenchmark {
  private static final int BATCH = 128;

  /** A prepared dataset: the folder of a Dataset artifact. */
  @Param("")
  public String dataset;

  private Split split;
  private ImageBatches batches;
  private ViewSampler views;
  private NDManager manager;
  private Classifier student;
  private Sgd optimiser;
  private NDArray labels;
  private final int[] rows = IntStream.range(0, BATCH).toArray();
  private int epoch;

  @Setup
  public void open() throws IOException {
    ImageDataset images = ImageDataset.open(Path.of(dataset));
    split = images.split("train");
    Augmentation augmentation = new Augmentation(4, true);
    batches = new ImageBatches(split, augmentation, BATCH);
    views = new ViewSampler(1, augmentation);
    manager = NDManager.newBaseManager();
    int height = images.info().height();
    int width = images.info().width();
    int channels = images.info().channels();
    int classes = images.info().classes().size();
    student =
        Classifier.create(new NetworkSpec("resnet8", height, width, channels, classes), manager, 1);
    optimiser =
        new Sgd(
            student.parameters(),
            new SgdSettings(0.9, MomentumForm.NESTEROV, 5e-4, Decayed.ALL),
            manager);
    labels = manager.create(split.labels(rows, 0, BATCH));
  }

  @TearDown
  public void close() {
    optimiser.close();
    student.close();
    manager.close();
  }

  /** Crop, flip, normalise: from the mapped shard to the engine. */
  @Benchmark
  public NDArray augmentation() {
    try (NDManager step = manager.newSubManager()) {
      return batches.augmented(step, rows, 0, BATCH, views.number(epoch++));
    }
  }

  /** Forward, backward and update of a ResNet-8, the batch's augmentation included. */
  @Benchmark
  public float trainingStep() {
    try (NDManager step = manager.newSubManager()) {
      NDArray images = batches.augmented(step, rows, 0, BATCH, views.number(epoch++));
      float value;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray loss = CrossEntropy.plain().loss(student.logits(images, Mode.TRAIN), labels);
        value = loss.getFloat();
        collector.backward(loss);
      }
      optimiser.step(0.01);
      return value;
    }
  }
}

package io.stillhouse.benchmarks.sidebyside;

import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.inference.FoldedNetworks;
import io.stillhouse.training.inference.InferenceThread;
import io.stillhouse.training.softlabel.SoftLabelExtractor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Soft labels as the step extracts them: every thread with a network of its own. In a unit each
 * thread labels one batch, augmentation and encoding included.
 */
final class TeacherInference {
  private static final int BATCH = 128;

  private final Turns turns;
  private final ImageDataset dataset;
  private final Path model;

  TeacherInference(Turns turns, ImageDataset dataset, Path model) {
    this.turns = turns;
    this.dataset = dataset;
    this.model = model;
  }

  /** Labels until nothing more is asked for. */
  void run(int threads) throws IOException, InterruptedException {
    List<ExecutorService> executors = new ArrayList<>();
    List<Callable<Object>> workers = new ArrayList<>();
    try {
      for (int i = 0; i < threads; i++) {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executors.add(executor);
        workers.add(finished(executor.submit(this::worker)));
      }
      turns.ready("{\"images\": %d}".formatted(BATCH * threads));
      while (!turns.over()) {
        List<Future<Object>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          running.add(executors.get(i).submit(workers.get(i)));
        }
        running.forEach(TeacherInference::finished);
        turns.done();
      }
    } finally {
      executors.forEach(ExecutorService::shutdownNow);
    }
  }

  private Callable<Object> worker() throws IOException {
    try (InferenceThread ignored = InferenceThread.enter()) {
      FoldedNetworks networks = FoldedNetworks.open();
      Split split = dataset.split(DatasetInfo.TRAIN);
      SoftLabelExtractor extractor =
          new SoftLabelExtractor(
              networks.of(model),
              networks.manager(),
              split,
              new ViewSampler(1, new Augmentation(4, true)),
              1,
              0,
              BATCH);
      return () -> {
        try (InferenceThread entered = InferenceThread.enter()) {
          return extractor.rows(0, 0, BATCH);
        }
      };
    }
  }

  private static <T> T finished(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

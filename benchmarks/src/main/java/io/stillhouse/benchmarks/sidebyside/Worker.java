package io.stillhouse.benchmarks.sidebyside;

import io.stillhouse.training.data.ImageDataset;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Does one kind of work in turns with another process.
 *
 * <pre>
 *   Worker DATASET train BRANCHES [SOFT_LABELS...]    BRANCHES: resnet8,resnet8
 *   Worker DATASET infer MODEL
 *   Worker DATASET evaluate MODEL
 *   Worker DATASET augment
 * </pre>
 */
public final class Worker {
  private static final int THREADS = 2;

  private Worker() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Turns turns =
        new Turns(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), answers);
    ImageDataset dataset = ImageDataset.open(Path.of(arguments[0]));
    switch (arguments[1]) {
      case "train" ->
          new StudentTraining(turns, dataset, List.of(arguments[2].split(",", -1)))
              .run(THREADS, Arrays.stream(arguments).skip(3).map(Path::of).toList());
      case "infer" -> new TeacherInference(turns, dataset, Path.of(arguments[2])).run(THREADS);
      case "evaluate" -> new WholeEvaluation(turns, dataset, Path.of(arguments[2])).run(THREADS);
      case "augment" -> new AugmentedBatches(turns, dataset).run();
      default -> throw new IllegalArgumentException("There is no work '" + arguments[1] + "'");
    }
    System.exit(0); // The engine's threads would keep the process.
  }
}

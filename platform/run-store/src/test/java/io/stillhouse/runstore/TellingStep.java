package io.stillhouse.runstore;

import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A step that tells a curve, in a process of its own. {@code script} has one word for each start:
 * {@code ok}, {@code fail}, {@code kill}, {@code wait} (until a file {@code go} is there, or it is
 * told to stop). The last word counts for all further starts.
 */
final class TellingStep implements Step {

  private TellingStep() {}

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new TellingStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    Path folder = Path.of(context.parameters().string("folder"));
    String name = context.parameters().string("name");
    int start = count(folder.resolve(name + ".starts"));
    String[] script = context.parameters().string("script").split(" ", -1);
    int points = (int) context.parameters().integer("points");
    // A further attempt goes on in the middle, as from a checkpoint.
    for (int i = start == 1 ? 0 : points / 2; i < points; i++) {
      context.reporter().metric("train/loss", i, i % 7 == 3 ? Double.NaN : start + 1.0 / (i + 1));
      context.reporter().progress("epoch " + i, i + 1L, points, "steps");
    }
    switch (script[Math.min(start, script.length) - 1]) {
      case "fail" -> throw new IllegalStateException("scripted failure");
      case "kill" -> {
        waitForEvents();
        Runtime.getRuntime().halt(137);
      }
      case "wait" -> waitFor(folder.resolve(name + ".go"), context);
      default -> {}
    }
    Files.writeString(context.output("data").directory().resolve("data.txt"), name);
    context.result("loss", 1.0 / points);
  }

  /** Until what was told is in the store. */
  private static void waitForEvents() throws InterruptedException {
    Path task = Path.of(URI.create(System.getenv("STILLHOUSE_TASK")));
    Path chunk = task.resolveSibling("events").resolve("00000001.json");
    while (!Files.exists(chunk)) {
      Thread.sleep(20);
    }
  }

  private static int count(Path file) throws IOException {
    Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return (int) Files.size(file);
  }

  private static void waitFor(Path file, StepContext context) throws InterruptedException {
    while (!Files.exists(file)) {
      if (context.stopRequested()) {
        throw new StepStoppedException("told to stop");
      }
      Thread.sleep(20);
    }
  }
}

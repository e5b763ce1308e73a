package io.stillhouse.server;

import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A step that tells a curve, waits in the middle if it is asked to, and leaves a hostile report.
 */
public final class TellingStep implements Step {
  static final String HOSTILE = "<script>document.title='owned'</script>";

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new TellingStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    int points = context.parameters().integer("points");
    String wait = context.parameters().string("wait");
    for (int i = 0; i < points; i++) {
      context.reporter().metric("train/loss", i, 1.0 / (i + 1));
      context.reporter().progress("training", i + 1L, points, "steps");
      System.out.println("line " + i + " " + HOSTILE);
      if (i == points / 2 && !wait.isEmpty()) {
        System.out.flush();
        awaitFile(Path.of(wait), context);
      }
    }
    Path folder = context.output("report").directory();
    Files.writeString(folder.resolve("report.html"), "<h1>Report</h1>" + HOSTILE);
    Files.writeString(folder.resolve("report.md"), "# Report\n" + HOSTILE);
    context.result("student.accuracy", 0.9 + context.parameters().integer("seed") / 1000.0);
  }

  private static void awaitFile(Path file, StepContext context) throws InterruptedException {
    while (!Files.exists(file)) {
      if (context.stopRequested()) {
        throw new StepStoppedException("told to stop");
      }
      Thread.sleep(20);
    }
  }
}

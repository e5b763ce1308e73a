package io.stillhouse.benchmarks;

import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import java.io.IOException;
import java.nio.file.Files;

/**
 * A step that only reports: points at an even rate, whose values are the times at which they were
 * told, in milliseconds since 1970.
 */
public final class Reporting implements Step {
  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new Reporting(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException, InterruptedException {
    int rate = context.parameters().integer("rate");
    int points = context.parameters().integer("points");
    long begin = System.nanoTime();
    for (int i = 0; i < points; i++) {
      long early = begin + i * 1_000_000_000L / rate - System.nanoTime();
      if (early > 0) {
        Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
      }
      context.reporter().metric("told", i, System.currentTimeMillis());
    }
    Files.writeString(
        context.output("report").directory().resolve("report.md"), points + " points\n");
  }
}

package io.stillhouse.benchmarks;

import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import java.io.IOException;
import java.nio.file.Files;

/** A step that computes nothing: what a run of it costs is what orchestration costs. */
public final class Idle implements Step {
  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new Idle(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    int inputs = context.inputs("after").size();
    Files.writeString(
        context.output("report").directory().resolve("report.md"), "after " + inputs + "\n");
  }
}

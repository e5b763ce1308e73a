package io.stillhouse.runner.flink;

import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A step that takes a while, leaves a line when it starts and ends, and may fail. */
final class TracedStep implements Step {

  private TracedStep() {}

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new TracedStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    Path trace = Path.of(context.parameters().string("trace"));
    String name = context.parameters().string("name");
    note(trace, "start " + name);
    long end = System.nanoTime() + context.parameters().integer("millis") * 1_000_000L;
    while (System.nanoTime() < end) {
      if (context.stopRequested()) {
        note(trace, "stop " + name);
        throw new StepStoppedException("told to stop");
      }
      Thread.sleep(20);
    }
    note(trace, "end " + name);
    if (context.parameters().bool("fail")) {
      throw new IllegalStateException("it was to fail");
    }
    Files.writeString(context.output("data").directory().resolve("data.txt"), name);
  }

  private static void note(Path trace, String line) throws IOException {
    Files.writeString(trace, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}

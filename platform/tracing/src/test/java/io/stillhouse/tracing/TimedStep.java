package io.stillhouse.tracing;

import io.stillhouse.step.InfrastructureException;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import java.nio.file.Files;
import java.nio.file.Path;

/** A step that works for a known time, in a process of its own, and fails if it is told to. */
final class TimedStep implements Step {
  private TimedStep() {}

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new TimedStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    Thread.sleep(context.parameters().integer("millis"));
    switch (context.parameters().string("end")) {
      case "invalid" -> throw new InvalidInputException("there is nothing to learn from");
      case "killed" -> Runtime.getRuntime().halt(137);
      case "second time" -> {
        Path been = Path.of(context.parameters().string("memory"));
        if (Files.notExists(been)) {
          Files.createFile(been);
          throw new InfrastructureException("the lights went out");
        }
      }
      default -> {}
    }
    Files.writeString(context.output("data").directory().resolve("data.txt"), "data");
  }
}

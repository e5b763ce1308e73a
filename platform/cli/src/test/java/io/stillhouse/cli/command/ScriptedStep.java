package io.stillhouse.cli.command;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A step that does what its parameter {@code does} says, in a process of its own: ok, nap, read,
 * fail, invalid, wait (until it is told to stop), rest (likewise, but it goes on once it has a
 * checkpoint) or evaluate.
 */
final class ScriptedStep implements Step {
  private ScriptedStep() {}

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new ScriptedStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    String does = context.parameters().string("does");
    System.out.println("doing " + does);
    context.reporter().progress("only stage", 1, 2, "steps");
    context.reporter().metric("train/loss", 1, 0.25);
    Path folder = context.output("report").directory();
    Files.writeString(folder.resolve("report.md"), "# " + does + "\n");
    Files.writeString(folder.resolve("report.html"), "<h1>" + does + "</h1>\n");
    switch (does) {
      case "ok" -> {}
      case "nap" -> Thread.sleep(300);
      case "read" ->
          System.out.println(Files.readString(Path.of(context.parameters().string("source"))));
      case "fail" -> throw new IllegalStateException("scripted failure");
      case "invalid" -> throw new InvalidInputException("the image is not an image");
      case "wait" -> waitUntilStopped(context);
      case "rest" -> {
        if (context.checkpoints().latest().isEmpty()) {
          Path checkpoint = Files.createDirectories(context.workDirectory().resolve("half"));
          Files.writeString(checkpoint.resolve("position"), "1");
          context.checkpoints().save(1, checkpoint);
          System.out.println("resting");
          waitUntilStopped(context);
        }
        System.out.println("going on");
      }
      case "evaluate" -> {
        context.result("student.accuracy", 0.95);
        context.result("scratch.accuracy", 0.9);
        context.result("teacher.accuracy", 0.96);
        context.result("gapRecovered", 5.0 / 6);
      }
      default -> throw new InvalidInputException("unknown word " + does);
    }
  }

  private static void waitUntilStopped(StepContext context) throws InterruptedException {
    while (!context.stopRequested()) {
      Thread.sleep(5);
    }
    throw new StepStoppedException("told to stop");
  }
}

package io.stillhouse.server;

import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import java.nio.file.Files;

/** A step whose dataset differs with its parameter. */
public final class PicturingStep implements Step {
  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new PicturingStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    Files.writeString(
        context.output("dataset").directory().resolve("dataset.json"),
        "{\"name\": \"pictures " + context.parameters().integer("variant") + "\"}");
  }
}

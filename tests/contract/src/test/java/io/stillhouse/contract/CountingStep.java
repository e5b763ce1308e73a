package io.stillhouse.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step that does what training does, without the learning: turn after turn a state that depends
 * on all turns before, checkpoints now and then, a stop when it is told to. The parameter {@code
 * ending} says how it ends.
 */
final class CountingStep implements Step {
  private static final int CHECKPOINT_EVERY = 10;

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new CountingStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    int turns = context.parameters().integer("turns");
    long pause = context.parameters().integer("pauseMillis");
    int turn = 0;
    String state = Files.readString(context.input("seed").directory().resolve("seed.txt"));
    Optional<Path> checkpoint = context.checkpoints().latest();
    if (checkpoint.isPresent()) {
      List<String> lines = Files.readAllLines(checkpoint.get().resolve("state.txt"));
      turn = Integer.parseInt(lines.get(0));
      state = lines.get(1);
    }
    context.reporter().info("starting at turn " + turn);
    while (turn < turns) {
      if (context.stopRequested() && !ending(context).equals("never-stops")) {
        save(context, turn, state);
        throw new StepStoppedException("stopped at turn " + turn + " of " + turns);
      }
      Thread.sleep(pause);
      state = ContentDigest.sha256((state + turn).getBytes(UTF_8));
      turn++;
      context.reporter().progress("counting", turn, turns, "turns");
      context.reporter().metric("count/turn", turn, turn);
      if (turn % CHECKPOINT_EVERY == 0) {
        save(context, turn, state);
      }
    }
    end(context, state);
  }

  private static void end(StepContext context, String state) throws IOException {
    switch (ending(context)) {
      case "invalid" -> throw new InvalidInputException("parameter turns is odd; make it even");
      case "fails" -> throw new IllegalArgumentException("the weights have the wrong shape");
      case "forgets-output" -> context.result("turns", 1);
      case "uses-undeclared" -> context.output("modle");
      case "uses-up-memory" -> {
        List<long[]> hoard = new ArrayList<>();
        while (hoard.size() < Integer.MAX_VALUE) {
          hoard.add(new long[1 << 20]);
        }
      }
      default -> {
        Files.writeString(context.output("model").directory().resolve("state.txt"), state);
        context.output("model").metadata("state", state.substring(0, 8));
        context.result("count.turns", context.parameters().integer("turns"));
      }
    }
  }

  private static void save(StepContext context, int turn, String state) throws IOException {
    Path folder = Files.createDirectories(context.workDirectory().resolve("checkpoint"));
    Files.writeString(folder.resolve("state.txt"), turn + "\n" + state + "\n");
    context.checkpoints().save(turn, folder);
  }

  private static String ending(StepContext context) {
    return context.parameters().optionalString("ending").orElse("well");
  }
}

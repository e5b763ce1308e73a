package io.stillhouse.orchestrator.execution;

import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step that does what its parameters say, in a process of its own. {@code script} has one word
 * for each start of the step: {@code ok}, {@code fail}, {@code invalid}, {@code oom}, {@code kill},
 * {@code exit:N}, {@code sleep:MS}, {@code deaf:MS} (sleeps without listening), {@code
 * work:UNITS:MS} (checkpoints after each unit; a further word such as {@code :kill} comes last).
 * The last word counts for all further starts.
 */
final class ScriptedStep implements Step {

  private ScriptedStep() {}

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new ScriptedStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    Path trace = Path.of(context.parameters().string("trace"));
    String name = context.parameters().string("name");
    FileChannel onlyOne =
        FileChannel.open(
            trace.resolve(name + ".running"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (onlyOne.tryLock() == null) {
      note(trace, "duplicates", name);
    }
    note(trace, name + ".starts", ProcessHandle.current().pid() + "");
    note(trace, "events", "start " + name + " " + System.currentTimeMillis());
    int start = Files.readAllLines(trace.resolve(name + ".starts")).size();
    String[] script = context.parameters().string("script").split(" ");
    try {
      perform(script[Math.min(start, script.length) - 1], context, trace, name);
    } finally {
      note(trace, "events", "end " + name + " " + System.currentTimeMillis());
    }
    StringBuilder text = new StringBuilder(name + context.parameters().string("text"));
    if (context.parameters().has("source")) {
      text.append(Files.readString(context.parameters().source("source")));
    }
    List<InputArtifact> inputs = new ArrayList<>(context.inputs("inputs"));
    context.optionalInput("one").ifPresent(inputs::add);
    for (InputArtifact input : inputs) {
      text.append('(').append(Files.readString(input.directory().resolve("data.txt"))).append(')');
    }
    Files.writeString(context.output("data").directory().resolve("data.txt"), text);
    context.result("metric", context.parameters().number("metric"));
  }

  private static void perform(String word, StepContext context, Path trace, String name)
      throws Exception {
    String[] parts = word.split(":");
    switch (parts[0]) {
      case "ok" -> {}
      case "fail" -> throw new IllegalStateException("scripted failure");
      case "invalid" -> throw new InvalidInputException("scripted invalid input");
      case "oom" -> {
        List<long[]> hoard = new ArrayList<>();
        while (hoard.size() < Integer.MAX_VALUE) {
          hoard.add(new long[1 << 20]);
        }
      }
      case "kill" ->
          new ProcessBuilder("kill", "-9", ProcessHandle.current().pid() + "").start().waitFor();
      case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(parts[1]));
      case "deaf" -> Thread.sleep(Long.parseLong(parts[1]));
      case "sleep" -> sleep(context, Long.parseLong(parts[1]));
      case "work" -> {
        work(context, trace, name, Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        String then = word.replaceFirst("work:[0-9]+:[0-9]+:?", "");
        if (!then.isEmpty()) {
          perform(then, context, trace, name);
        }
      }
      default -> throw new IllegalArgumentException(word);
    }
  }

  private static void sleep(StepContext context, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      if (context.stopRequested()) {
        throw new StepStoppedException("told to stop");
      }
      Thread.sleep(5);
    }
  }

  private static void work(StepContext context, Path trace, String name, int units, long millis)
      throws Exception {
    Optional<Path> checkpoint = context.checkpoints().latest();
    int done =
        checkpoint.isPresent()
            ? Integer.parseInt(Files.readString(checkpoint.get().resolve("done")))
            : 0;
    for (int unit = done; unit < units; unit++) {
      sleep(context, millis);
      note(trace, name + ".units", unit + "");
      Path folder = Files.createDirectory(context.workDirectory().resolve("unit-" + unit));
      Files.writeString(folder.resolve("done"), (unit + 1) + "");
      context.checkpoints().save(unit + 1, folder);
    }
  }

  private static void note(Path trace, String file, String line) throws IOException {
    Files.writeString(
        trace.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}

package io.stillhouse.cli;

import io.stillhouse.cli.main.StillhouseCli;
import io.stillhouse.cli.text.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in this JVM as a user in a folder of their own would. */
public final class CliHarness {
  /** The time that commands see, unless they run steps. */
  public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final List<Runnable> interruptHandlers = new ArrayList<>();
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  public CliHarness(Path folder) {
    this.folder = folder;
  }

  /** How a command ended and what it printed. */
  public record Result(int exit, String out, String err) {
    /** Everything, for the description of an assertion. */
    public String all() {
      return "exit " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
    }
  }

  public CliHarness with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Lets commands see the real time. */
  public CliHarness withRealTime() {
    clock = Clock.systemUTC();
    return this;
  }

  /** Presses Ctrl-C, once. */
  public void interrupt() {
    List<Runnable> handlers;
    synchronized (interruptHandlers) {
      handlers = List.copyOf(interruptHandlers);
    }
    handlers.forEach(Runnable::run);
  }

  /** Runs a command to its end. */
  public Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintWriter outWriter = new PrintWriter(out);
    PrintWriter errWriter = new PrintWriter(err);
    CliEnvironment environment =
        new CliEnvironment(
            outWriter, errWriter, variables, folder, clock, Terminal.none(), this::subscribe);
    int exit = StillhouseCli.commandLine(environment).execute(arguments);
    outWriter.flush();
    errWriter.flush();
    return new Result(exit, out.toString(), err.toString());
  }

  private Interrupts.Subscription subscribe(Runnable handler) {
    synchronized (interruptHandlers) {
      interruptHandlers.add(handler);
    }
    return () -> {
      synchronized (interruptHandlers) {
        interruptHandlers.remove(handler);
      }
    };
  }
}

package io.stillhouse.cli.main;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.text.SttySize;
import io.stillhouse.cli.text.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import sun.misc.Signal;

/** Where the {@code stillhouse} process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    SttySize size = new SttySize();
    Map<String, String> variables = System.getenv();
    Terminal terminal = Terminal.of(variables, size);
    if (terminal.stdout() || terminal.stderr()) {
      Signal.handle(new Signal("WINCH"), signal -> size.changed());
    }
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    CliEnvironment environment =
        new CliEnvironment(
            out,
            err,
            variables,
            Path.of("").toAbsolutePath(),
            Clock.systemDefaultZone(),
            terminal,
            new SignalInterrupts());
    int code = StillhouseCli.commandLine(environment).execute(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** UTF-8 whatever the locale is: names and messages come from UTF-8 files. */
  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), false);
  }
}

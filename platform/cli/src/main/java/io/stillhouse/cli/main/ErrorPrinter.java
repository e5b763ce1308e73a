package io.stillhouse.cli.main;

import io.stillhouse.artifacts.StoreException;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.text.Style;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBusyException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a person what was wrong, without a stack trace unless {@code --debug} asks for it. */
final class ErrorPrinter
    implements IParameterExceptionHandler, IExecutionExceptionHandler, IExitCodeExceptionMapper {
  private final CliEnvironment environment;

  ErrorPrinter(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    print(List.of(exception.getMessage()));
    PrintWriter err = environment.err();
    if (!UnmatchedArgumentException.printSuggestions(exception, err)) {
      err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return CliExit.INVALID.code();
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult result) {
    environment.out().flush();
    boolean debug = isDebug(result);
    if (exception instanceof CliException cli) {
      print(cli.lines());
    } else if (exception instanceof InvalidTextException invalid) {
      problems(invalid.problems());
    } else if (exception instanceof InvalidRunException run) {
      print(run.problems());
    } else if (exception instanceof StoreException
        || exception instanceof RunBusyException
        || exception instanceof UncheckedIOException) {
      print(List.of(message(exception)));
    } else {
      print(
          List.of(
              "Stillhouse failed: " + exception,
              debug
                  ? ""
                  : "This should not happen. Run the command again with --debug to see where."));
    }
    if (debug) {
      exception.printStackTrace(environment.err());
    }
    environment.err().flush();
    return getExitCode(exception);
  }

  @Override
  public int getExitCode(Throwable exception) {
    if (exception instanceof CliException cli) {
      return cli.exit().code();
    }
    if (exception instanceof InvalidTextException || exception instanceof InvalidRunException) {
      return CliExit.INVALID.code();
    }
    return exception instanceof StoreException || exception instanceof UncheckedIOException
        ? CliExit.UNREACHABLE.code()
        : CliExit.FAILED.code();
  }

  /**
   * Prints problems as {@code file:line:column path: problem}, a line each, which editors and CI
   * systems recognise.
   */
  void problems(List<Problem> problems) {
    problems.forEach(environment.err()::println);
  }

  private void print(List<String> lines) {
    Style style = environment.terminal().errStyle();
    PrintWriter err = environment.err();
    boolean first = true;
    for (String line : lines) {
      if (!line.isEmpty()) {
        err.println(first ? style.red("stillhouse: ") + line : "  " + line);
      }
      first = false;
    }
    err.flush();
  }

  /** The option may stand before the command or behind it. */
  private static boolean isDebug(ParseResult result) {
    return result.hasMatchedOption("--debug")
        || (result.hasSubcommand() && isDebug(result.subcommand()));
  }

  private static String message(Exception exception) {
    String message = exception.getMessage();
    return message == null ? exception.toString() : message;
  }
}

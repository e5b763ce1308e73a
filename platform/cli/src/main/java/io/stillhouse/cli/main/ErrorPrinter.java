package io.stillhouse.cli.main;

import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.DamagedObjectException;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.text.Style;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBusyException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
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
    Optional<String> meant = commandMeant(exception);
    if (meant.isPresent()) {
      err.println("Did you mean stillhouse " + meant.get() + "?");
    } else if (!command.getSubcommands().isEmpty()
        || !UnmatchedArgumentException.printSuggestions(exception, err)) {
      err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return CliExit.INVALID.code();
  }

  private static Optional<String> commandMeant(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    return exception instanceof UnmatchedArgumentException unmatched
            && !command.getSubcommands().isEmpty()
        ? Suggestion.closest(unmatched.getUnmatched().get(0), command.getSubcommands().keySet())
        : Optional.empty();
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
    } else if (exception instanceof DamagedObjectException) {
      print(
          List.of(
              message(exception),
              "The object is damaged: put it back from a copy, or delete the folder of its run."));
    } else if (exception instanceof CorruptArtifactException) {
      print(
          List.of(
              message(exception),
              "The artifact is damaged: put it back from a copy, or resume its run, which makes it anew."));
    } else if (exception instanceof RunBusyException) {
      print(
          List.of(
              message(exception),
              "Try again when it has ended; stillhouse cancel stops a run, stillhouse logs -f follows it."));
    } else if (exception instanceof StoreException
        || exception instanceof BackendUnreachableException
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
    return exception instanceof StoreException
            || exception instanceof BackendUnreachableException
            || exception instanceof DamagedObjectException
            || exception instanceof CorruptArtifactException
            || exception instanceof UncheckedIOException
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

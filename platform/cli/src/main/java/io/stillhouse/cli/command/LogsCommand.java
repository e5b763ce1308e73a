package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.LogView;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.runs.StoredRuns;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logs}: what the steps of a run wrote. */
@Command(
    name = "logs",
    header = "Prints what the steps of a run wrote, also while they write it.",
    description = {
      "The last attempt of each step unless --attempt says otherwise. Without STEP, each line begins",
      "with its step's name."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse logs latest",
      "  stillhouse logs latest student --follow",
      "  stillhouse logs latest teacher-resnet14 --attempt 1"
    })
public final class LogsCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STEP",
      description = "One step; all by default.")
  private @Nullable String step;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on until the step, or the run, has ended.")
  private boolean follow;

  @Option(names = "--attempt", paramLabel = "N", description = "That attempt instead of the last.")
  private @Nullable Integer attempt;

  @Mixin private StoreOption store = new StoreOption();

  public LogsCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (follow && attempt != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--follow shows the last attempt and those after it: leave out --attempt, or --follow");
    }
    ArtifactStore opened = store.open(environment);
    StoredRun found = new StoredRuns(opened).find(run);
    LogView view = new LogView(environment, opened, found);
    Optional<String> wanted = Optional.ofNullable(step);
    if (follow) {
      view.follow(wanted);
    } else {
      view.print(wanted, Optional.ofNullable(attempt));
    }
    return CliExit.OK.code();
  }
}

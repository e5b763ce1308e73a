package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.RunList;
import io.stillhouse.cli.runs.RunList.Filter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code runs}: the runs of a store, newest first. */
@Command(
    name = "runs",
    header = "Lists runs, newest first, with their headline metrics.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse runs --limit 5",
      "  stillhouse runs --experiment digits --state failed",
      "  stillhouse runs --output json | jq '.[].metrics'"
    })
public final class RunsCommand implements Callable<Integer> {
  private static final List<String> STATES =
      List.of("pending", "running", "interrupted", "succeeded", "failed", "canceling", "canceled");

  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--pipeline", paramLabel = "NAME", description = "Only runs of this pipeline.")
  private @Nullable String pipeline;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "Only runs of this experiment.")
  private @Nullable String experiment;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = {
        "Only runs in this state: pending, running, interrupted, succeeded,",
        "failed, canceling or canceled."
      })
  private @Nullable String state;

  @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Only runs with this label.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most; 20 by default, 0 for all.")
  private int limit = 20;

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public RunsCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (limit < 0) {
      throw new ParameterException(spec.commandLine(), "--limit is 0 or more, not " + limit);
    }
    if (state != null && !STATES.contains(state.toLowerCase(Locale.ROOT))) {
      throw new ParameterException(
          spec.commandLine(), "--state " + state + " is none of " + String.join(", ", STATES));
    }
    ArtifactStore opened = store.open(environment);
    Filter filter =
        new Filter(
            Optional.ofNullable(pipeline),
            Optional.ofNullable(experiment),
            Optional.ofNullable(state),
            labels,
            limit);
    RunList list = new RunList(environment, opened);
    if (output.isJson()) {
      list.json(filter);
    } else {
      list.print(filter);
    }
    return CliExit.OK.code();
  }
}

package io.stillhouse.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code stillhouse} itself: needs a subcommand. */
@Command(
    name = "stillhouse",
    header = "Distils large image classifiers into small ones, as a pipeline of steps.",
    synopsisSubcommandLabel = "COMMAND",
    version = "stillhouse 0.1.0",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse run pipeline-defs/quickstart.yaml -p seed=2",
      "  stillhouse show latest",
      "  stillhouse report latest --format html --out report.html",
      "",
      "RUN is a run's name (quickstart/20260131-235959-a1b2c3), its id, the beginning of either, or latest.",
      "Exit codes: 0 ok, 1 run failed, 2 usage or invalid definition, 3 gate failed,",
      "  4 store unreachable, 124 timeout, 130 interrupted.",
      "Environment: STILLHOUSE_STORE (where runs are kept), NO_COLOR."
    })
public final class RootCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows stack traces of errors.")
  private boolean debug;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}

package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.sweep.SweepList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sweep list}: the sweeps there are. */
@Command(
    name = "list",
    header = "Lists sweeps, newest first, and how many of their runs have succeeded.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse sweep list")
public final class SweepListCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public SweepListCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    SweepList list = new SweepList(environment, store.open(environment));
    if (output.isJson()) {
      list.json();
    } else {
      list.print();
    }
    return CliExit.OK.code();
  }
}

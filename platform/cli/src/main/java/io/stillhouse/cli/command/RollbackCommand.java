package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.Releases;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollback}: gives an alias back. */
@Command(
    name = "rollback",
    header = "Gives an alias back to the run that bore it before.",
    description = "Each call goes back one run; stillhouse promotions shows the history.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse rollback digits@champion --note 'too slow on phones'")
public final class RollbackCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "EXPERIMENT@ALIAS", description = "The alias.")
  private String alias = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who look later.")
  private String note = "";

  @Mixin private StoreOption store = new StoreOption();

  public RollbackCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    new Releases(environment, store.open(environment)).rollBack(alias, note);
    return CliExit.OK.code();
  }
}

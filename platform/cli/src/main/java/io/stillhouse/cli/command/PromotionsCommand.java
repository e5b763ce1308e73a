package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.PromotionsPage;
import io.stillhouse.cli.runs.Releases;
import io.stillhouse.release.promotion.Promotions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code promotions}: which runs bear aliases, and which did. */
@Command(
    name = "promotions",
    header = "Lists the aliases of runs, or the history of one.",
    footerHeading = "%nExamples:%n",
    footer = {"  stillhouse promotions", "  stillhouse promotions digits@champion --output json"})
public final class PromotionsCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT@ALIAS",
      description = "The alias whose history is shown; all aliases by default.")
  private @Nullable String alias;

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public PromotionsCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Promotions promotions = new Promotions(store.open(environment));
    PromotionsPage page = new PromotionsPage(environment, promotions);
    if (alias == null) {
      page.all(output.isJson());
    } else {
      page.history(Releases.alias(alias), output.isJson());
    }
    return CliExit.OK.code();
  }
}

package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.Releases;
import io.stillhouse.cli.runs.StoredRuns;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code promote}: makes a run the one to beat. */
@Command(
    name = "promote",
    header = "Gives a run an alias within its experiment, such as champion.",
    description = {
      "The run is named EXPERIMENT@ALIAS from then on, gates can hold others against it, and gc keeps",
      "it and the one that bore the alias before. STILLHOUSE_ACTOR says who did it, where the user's",
      "name does not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse promote latest champion",
      "  stillhouse promote 4kx0zq champion --note 'a third branch'; stillhouse show digits@champion"
    })
public final class PromoteCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(index = "0", paramLabel = "RUN", description = "The run, which has succeeded.")
  private String run = "";

  @Parameters(index = "1", paramLabel = "ALIAS", description = "The alias, a DNS label.")
  private String alias = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who look later.")
  private String note = "";

  @Mixin private StoreOption store = new StoreOption();

  public PromoteCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    new Releases(environment, opened).promote(new StoredRuns(opened).find(run), alias, note);
    return CliExit.OK.code();
  }
}

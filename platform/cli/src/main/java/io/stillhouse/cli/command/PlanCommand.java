package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.cli.plan.PlanPage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plan}: what a run would do. */
@Command(
    name = "plan",
    header = "Shows what a run would do: the graph, what is cached and why.",
    description =
        "Starts nothing. The cache is asked with the same keys and checks that a run uses.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse plan pipeline-defs/quickstart.yaml",
      "  stillhouse plan my.yaml -p epochs=5 --output json | jq '.steps[] | {name, forecast, reason}'"
    })
public final class PlanCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "FILE", description = "The definition.")
  private Path file = Path.of("");

  @Mixin private ParametersOption parameters = new ParametersOption();
  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private StoreOption store = new StoreOption();
  @Mixin private BackendOptions backend = new BackendOptions();
  @Mixin private OutputOption output = new OutputOption();

  public PlanCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ReadPlan read = PlanReader.read(environment, file, components, parameters);
    ArtifactStore opened = store.open(environment);
    PlanPage page =
        PlanPage.of(
            store.surroundings(environment),
            opened,
            read,
            backend.backend(environment, store.context(environment)));
    if (output.isJson()) {
      page.json();
    } else {
      page.print();
    }
    return CliExit.OK.code();
  }
}

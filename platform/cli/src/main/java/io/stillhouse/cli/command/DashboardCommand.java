package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.server.ServeRequest.Browser;
import io.stillhouse.cli.server.ServerExtension;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dashboard}: the dashboard for whoever sits at this machine. */
@Command(
    name = "dashboard",
    header = "Opens the dashboard on a store, with no set-up.",
    description = {
      "Serves it on a free port of this machine alone until Ctrl-C, and opens a browser if there is one.",
      "Runs that it launches go on when it ends."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  stillhouse dashboard", "  stillhouse dashboard --no-browser --port 8080"})
public final class DashboardCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on; any that is free by default.")
  private int port;

  @Option(names = "--no-browser", description = "Only prints the address.")
  private boolean noBrowser;

  @Mixin private ServingOptions serving = new ServingOptions();
  @Mixin private StoreOption store = new StoreOption();

  public DashboardCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    CliEnvironment surroundings = store.surroundings(environment);
    ArtifactStore opened = store.open(environment);
    return ServerExtension.load(environment)
        .serve(
            surroundings,
            opened,
            serving.request(
                environment,
                store.context(environment),
                "127.0.0.1",
                port,
                List.of(),
                Optional.empty(),
                noBrowser ? Browser.LEAVE : Browser.OPEN))
        .code();
  }
}

package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.server.ServeRequest.Browser;
import io.stillhouse.cli.server.ServeRequest.Certificate;
import io.stillhouse.cli.server.ServerExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code server}: the API and the dashboard for many. */
@Command(
    name = "server",
    header = "Serves the API (gRPC and HTTP/JSON on one port) and the dashboard.",
    description = {
      "Runs do not need it: it reads what they leave in the store, and starts those that it is asked for"
          + " as processes of their own. It may be stopped and started again at any time.",
      "On a loopback address it asks for no token; on any other it does: see stillhouse token."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse server",
      "  stillhouse server --host 0.0.0.0 --host-name stillhouse.example --tls-chain chain.pem --tls-key key.pem",
      "  stillhouse server --store gs://bucket/runs --index 'jdbc:postgresql://db/stillhouse?user=stillhouse'"
    })
public final class ServerCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on; 127.0.0.1 by default.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on; 8080 by default, 0 for any that is free.")
  private int port = 8080;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description =
          "A name by which browsers may call it, besides its address; may be given several times.")
  private List<String> hostNames = new ArrayList<>();

  @Option(
      names = "--tls-chain",
      paramLabel = "FILE",
      description = "The certificate chain, PEM; with --tls-key.")
  private @Nullable Path chain;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "The private key, PEM.")
  private @Nullable Path key;

  @Mixin private ServingOptions serving = new ServingOptions();
  @Mixin private StoreOption store = new StoreOption();

  public ServerCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "--port is 0 to 65535, not " + port);
    }
    CliEnvironment surroundings = store.surroundings(environment);
    ArtifactStore opened = store.open(environment);
    return ServerExtension.load(environment)
        .serve(
            surroundings,
            opened,
            serving.request(
                environment,
                store.context(environment),
                host,
                port,
                hostNames,
                certificate(),
                Browser.LEAVE))
        .code();
  }

  private Optional<Certificate> certificate() {
    if (chain == null && key == null) {
      return Optional.empty();
    }
    if (chain == null || key == null) {
      throw new ParameterException(
          spec.commandLine(), "--tls-chain and --tls-key are given together.");
    }
    return Optional.of(new Certificate(environment.resolve(chain), environment.resolve(key)));
  }
}

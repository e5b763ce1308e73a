package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.server.ServerExtension;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code token revoke}: the end of a token. */
@Command(
    name = "revoke",
    header = "Ends a token.",
    description = "Servers know within seconds.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse token revoke 1f0c22a9d3b4")
public final class TokenRevokeCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "ID", description = "The token's id, as stillhouse token list has it.")
  private String id = "";

  @Mixin private StoreOption store = new StoreOption();

  public TokenRevokeCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    return ServerExtension.load(environment).revokeToken(environment, opened, id).code();
  }
}

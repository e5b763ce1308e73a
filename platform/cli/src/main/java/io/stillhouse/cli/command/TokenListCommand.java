package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.server.ServerExtension;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code token list}: the tokens there are. */
@Command(name = "list", header = "Lists the tokens, without their secrets.")
public final class TokenListCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Mixin private StoreOption store = new StoreOption();

  public TokenListCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    return ServerExtension.load(environment).listTokens(environment, opened).code();
  }
}

package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.server.ServerExtension;
import io.stillhouse.cli.server.TokenRequest;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.shape.DurationShape;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token create}: a new token. */
@Command(
    name = "create",
    header = "Makes a token and prints it, once.",
    description = "The store keeps only a hash of it.",
    footerHeading = "%nExamples:%n",
    footer = "  stillhouse token create ci --scope launch --valid-for 90d")
public final class TokenCreateCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "Whose it is: a person, a CI system.")
  private String name = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description =
          "What its bearer may do: read (the default), launch (also start and stop runs) or admin (also"
              + " delete them).")
  private String scope = "read";

  @Option(
      names = "--valid-for",
      paramLabel = "DURATION",
      description = "How long it is valid; without bound by default.")
  private @Nullable String validFor;

  @Mixin private StoreOption store = new StoreOption();

  public TokenCreateCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (!scope.matches("read|launch|admin")) {
      throw new ParameterException(
          spec.commandLine(), "--scope is read, launch or admin, not " + scope);
    }
    if (!name.matches("[\\p{L}\\p{N} ._@-]{1,64}")) {
      throw new ParameterException(
          spec.commandLine(), "NAME is 1 to 64 letters, digits, blanks, '.', '_', '@' and '-'.");
    }
    Problems problems = new Problems();
    Optional<Duration> duration =
        Quantity.read("--valid-for", validFor, new DurationShape(), problems);
    if (problems.hasErrors()) {
      throw new InvalidTextException(problems.sorted());
    }
    ArtifactStore opened = store.open(environment);
    return ServerExtension.load(environment)
        .createToken(environment, opened, new TokenRequest(name, scope, duration))
        .code();
  }
}

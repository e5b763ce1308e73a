package io.stillhouse.server.main;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.server.ServeRequest;
import io.stillhouse.cli.server.ServeRequest.Browser;
import io.stillhouse.cli.server.ServerExtension;
import io.stillhouse.cli.server.TokenRequest;
import io.stillhouse.cli.server.TriggerWork;
import io.stillhouse.cli.text.Table;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.database.IndexException;
import io.stillhouse.runstore.index.Reindex;
import io.stillhouse.server.ServerSettings;
import io.stillhouse.server.StillhouseServer;
import io.stillhouse.server.access.Scope;
import io.stillhouse.server.access.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** What the commands about the server do. */
public final class Commandline implements ServerExtension {

  @Override
  public CliExit serve(CliEnvironment environment, ArtifactStore store, ServeRequest request) {
    ServerSettings settings =
        new ServerSettings(
            request.host(),
            request.port(),
            request.hostNames(),
            request
                .certificate()
                .map(files -> new ServerSettings.Certificate(files.chain(), files.key())),
            request.components(),
            request.definitions(),
            request.data(),
            request.backend(),
            ServerSettings.USUAL_CALLS_PER_SECOND,
            environment.variables(),
            environment.clock());
    try (RunStore index = IndexPlace.open(environment, store, request.index());
        StillhouseServer server =
            StillhouseServer.start(
                settings, store, index, new CliRunStarter(environment, store, request.context()));
        // The first Ctrl-C or SIGTERM ends the server, orderly.
        var interrupt = environment.interrupts().subscribe(server::close)) {
      String address =
          (server.isEncrypted() ? "https://" : "http://")
              + (request.host().contains(":") ? "[" + request.host() + "]" : request.host())
              + ":"
              + server.port()
              + "/";
      environment.out().println("Stillhouse at " + address + " on the store " + store.root());
      environment.out().flush();
      if (request.browser() == Browser.OPEN) {
        open(environment, address);
      }
      server.awaitEnd();
      return CliExit.OK;
    } catch (IndexException e) {
      throw new CliException(CliExit.UNREACHABLE, "The index cannot be used: " + e.getMessage(), e);
    } catch (CompletionException e) {
      throw new CliException(
          CliExit.UNREACHABLE,
          "The server cannot listen on "
              + request.host()
              + ":"
              + request.port()
              + ": "
              + (e.getCause() == null ? e : e.getCause()).getMessage(),
          "Choose another port with --port.");
    } catch (IllegalArgumentException e) {
      throw new CliException(CliExit.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static void open(CliEnvironment environment, String address) {
    boolean hasScreen =
        environment.variables().containsKey("DISPLAY")
            || environment.variables().containsKey("WAYLAND_DISPLAY")
            || System.getProperty("os.name").startsWith("Mac");
    if (!hasScreen) {
      return;
    }
    String opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(List.of(opener, address))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      environment.err().println("No browser could be opened: " + e.getMessage());
      environment.err().flush();
    }
  }

  @Override
  public CliExit reindex(CliEnvironment environment, ArtifactStore store, Optional<String> named) {
    try (RunStore index = IndexPlace.open(environment, store, named)) {
      Ownership ownership = Ownership.of(store);
      Reindex.Summary summary =
          new Reindex(index, store, Optional.of(ownership::owner)).run(Reindex.Progress.NONE);
      environment
          .out()
          .println(
              summary.runs()
                  + " runs indexed, "
                  + summary.removed()
                  + " removed, "
                  + summary.damage().size()
                  + " records that cannot be read");
      summary
          .damage()
          .forEach(
              damage -> environment.err().println("  " + damage.key() + ": " + damage.message()));
      environment.out().flush();
      environment.err().flush();
      return CliExit.OK;
    } catch (IndexException e) {
      throw new CliException(CliExit.UNREACHABLE, "The index cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public CliExit createToken(
      CliEnvironment environment, ArtifactStore store, TokenRequest request) {
    String token =
        new Tokens(store, environment.clock())
            .create(
                request.name(),
                Scope.valueOf(request.scope().toUpperCase(Locale.ROOT)),
                request.validFor());
    environment.out().println(token);
    return CliExit.OK;
  }

  @Override
  public CliExit listTokens(CliEnvironment environment, ArtifactStore store) {
    Table table = new Table("ID", "NAME", "SCOPE", "MADE", "EXPIRES");
    new Tokens(store, environment.clock())
        .list()
        .forEach(
            token ->
                table.row(
                    token.id(),
                    token.name(),
                    token.scope().name().toLowerCase(Locale.ROOT),
                    token.createTime().toString(),
                    token.expireTime().map(Object::toString).orElse("never")));
    table.print(environment.out(), environment.terminal().outStyle());
    return CliExit.OK;
  }

  @Override
  public TriggerWork triggers(
      CliEnvironment environment, ArtifactStore store, List<Path> components, Path definitions) {
    return new TriggerCommandline(environment, store, components, definitions);
  }

  @Override
  public CliExit revokeToken(CliEnvironment environment, ArtifactStore store, String id) {
    if (!new Tokens(store, environment.clock()).revoke(id)) {
      throw new CliException(
          CliExit.INVALID, "There is no token " + id + ".", "stillhouse token list names them.");
    }
    return CliExit.OK;
  }
}

package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.context.Context;
import io.stillhouse.cli.context.ContextFile;
import io.stillhouse.cli.text.Table;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code context}: the places for runs that the configuration file names. */
@Command(
    name = "context",
    header = "Lists the contexts: where runs are kept and carried out.",
    description = {
      "They stand in ~/.config/stillhouse/config.yaml, or the file that STILLHOUSE_CONFIG names:",
      "",
      "  apiVersion: stillhouse.io/v1",
      "  kind: Config",
      "  currentContext: cluster",
      "  contexts:",
      "    - name: cluster",
      "      store: gs://bucket/runs",
      "      launcher: kubernetes",
      "      registry: registry.example/stillhouse",
      "      kubernetes: {namespace: stillhouse, pendingDeadline: 20m}",
      "",
      "The context 'local' is this machine. STILLHOUSE_CONTEXT and --context name another one than the",
      "current."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse context",
      "  stillhouse runs --context cluster",
      "  STILLHOUSE_CONTEXT=local stillhouse run pipeline-defs/quickstart.yaml"
    })
public final class ContextCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  public ContextCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ContextFile file = ContextFile.read(environment);
    String current = file.context(environment, Optional.empty()).name();
    Table table = new Table("", "NAME", "STORE", "LAUNCHER", "RUNNER");
    row(table, Context.LOCAL, current);
    for (Context context : file.content().contexts()) {
      row(table, context, current);
    }
    table.print(environment.out(), environment.terminal().outStyle());
    return CliExit.OK.code();
  }

  private static void row(Table table, Context context, String current) {
    table.row(
        context.name().equals(current) ? "*" : "",
        context.name(),
        context.store().orElse("-"),
        context.backend().launcher(),
        context.backend().runner());
  }
}

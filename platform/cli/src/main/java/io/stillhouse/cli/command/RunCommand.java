package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.cli.runs.Launch;
import io.stillhouse.cli.runs.RunSession;
import io.stillhouse.orchestrator.run.RunRequest.CacheUse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: a definition, from its text to a trained student. */
@Command(
    name = "run",
    header = "Runs a definition and shows how it goes.",
    description = {
      "Ctrl-C cancels the run orderly: steps save their work, and resume continues. A second Ctrl-C",
      "ends at once; resume continues then, too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse run pipeline-defs/quickstart.yaml",
      "  stillhouse run my.yaml -p epochs=5 -p 'seeds=[1, 2]' --experiment trial --label team=vision",
      "  stillhouse run my.yaml --launcher docker --store gs://bucket/runs",
      "  stillhouse run my.yaml --context cluster --set namespace=trial",
      "  stillhouse run my.yaml --detach; stillhouse logs latest -f",
      "  stillhouse run my.yaml --gate 'student.accuracy >= baseline.student.accuracy - 0.002'"
          + " --baseline champion",
      "  stillhouse run my.yaml --output json > run.json"
    })
public final class RunCommand implements Callable<Integer> {
  private static final String NAME_LABEL = "name";

  private final CliEnvironment environment;

  @Parameters(paramLabel = "FILE", description = "The definition.")
  private Path file = Path.of("");

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "The experiment that the run belongs to.")
  private @Nullable String experiment;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Labels the run; may be given several times.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "A name for people; short for --label name=TEXT.")
  private @Nullable String name;

  @Option(
      names = "--no-cache",
      description = "Runs every step, also those that the cache could serve.")
  private boolean noCache;

  @Option(
      names = "--detach",
      description =
          "Leaves the run to a process of its own, or to a Job where steps are Jobs, and returns when"
              + " that is at work.")
  private boolean detach;

  @Option(
      names = "--wait",
      description = "Returns when the run has ended, which is the default; not with --detach.")
  private boolean wait;

  @Mixin private GateOptions gates = new GateOptions();
  @Mixin private ParametersOption parameters = new ParametersOption();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private StoreOption store = new StoreOption();
  @Mixin private BackendOptions backend = new BackendOptions();
  @Mixin private OutputOption output = new OutputOption();

  public RunCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Map<String, String> allLabels = new LinkedHashMap<>(labels);
    if (name != null) {
      allLabels.put(NAME_LABEL, name);
    }
    if (detach && (wait || gates.gating().isPresent())) {
      throw new CliException(
          CliExit.INVALID,
          "A run that is detached is neither waited for nor judged: leave --detach out.",
          "stillhouse gate RUN judges a run that has ended.");
    }
    Launch launch =
        new Launch(
            Optional.ofNullable(experiment),
            allLabels,
            noCache ? CacheUse.WRITE_ONLY : CacheUse.READ_AND_WRITE,
            limits.limits(),
            backend.backend(environment, store.context(environment)),
            output.isJson() ? RunSession.Form.JSON : RunSession.Form.TEXT,
            gates.gating());
    CliEnvironment surroundings = store.surroundings(environment);
    ArtifactStore opened = store.open(environment);
    ReadPlan read = PlanReader.read(environment, file, components, parameters);
    CliExit exit =
        detach
            ? launch.detach(surroundings, opened, read, store.context(environment).name())
            : launch.run(surroundings, opened, read);
    return exit.code();
  }
}

package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.ReadSweep;
import io.stillhouse.cli.sweep.SweepLaunch;
import io.stillhouse.cli.sweep.SweepPlanPage;
import io.stillhouse.cli.sweep.SweepRunner;
import io.stillhouse.orchestrator.run.RunRequest.CacheUse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sweep}: a definition with many settings. */
@Command(
    name = "sweep",
    header = "Runs a definition with many settings, and puts what came of them into one table.",
    description =
        "The runs are all combinations of the values in the definition's matrix or in --matrix, at most"
            + " 1000. Each is an ordinary run with the label sweep=NAME and one for each of its"
            + " values, so runs, show, diff, resume, retry and the dashboard know it. A step that"
            + " several runs have in common is computed once. The same command goes on with a sweep"
            + " that was broken off, and adds further values of an axis to it. A run that fails does"
            + " not stop the others. Ends with 0 when all runs have succeeded, with 1 when one has"
            + " not.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse sweep pipeline-defs/quickstart.yaml --matrix seed=1,2,3,4,5",
      "  stillhouse sweep my.yaml --matrix temperature=1,2,4 --matrix seed=1,2,3 --plan",
      "  stillhouse sweep my.yaml --name trial --parallel 2 --fail-fast",
      "  stillhouse sweep table trial --metric student.accuracy --baseline temperature=1",
      "  stillhouse sweep list; stillhouse sweep cancel trial"
    })
public final class SweepCommand implements Callable<Integer> {
  private static final int MOST_PARALLEL = 256;

  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  // Not required, as a subcommand would require it as well.
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The definition.")
  private @Nullable Path file;

  @Mixin private MatrixOptions matrix = new MatrixOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The sweep's name, a DNS label; by default the pipeline's with a digest of what is asked.")
  private @Nullable String name;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "How many runs are at work at a time; 1 by default. On this machine they share its cores and"
              + " memory.")
  private int parallel = 1;

  @Option(
      names = "--fail-fast",
      description = "When a run fails, cancels those at work and begins no more.")
  private boolean failFast;

  @Option(
      names = "--plan",
      description = "Only shows which runs there are and how many steps they share.")
  private boolean plan;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "The experiment that the runs belong to.")
  private @Nullable String experiment;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Labels the runs; may be given several times.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--no-cache",
      description = "Runs every step of every run, also those that the cache could serve.")
  private boolean noCache;

  @Mixin private ParametersOption parameters = new ParametersOption();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private StoreOption store = new StoreOption();
  @Mixin private BackendOptions backend = new BackendOptions();
  @Mixin private OutputOption output = new OutputOption();

  private SweepCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  /** The command with its subcommands. */
  public static CommandLine of(CliEnvironment environment) {
    return new CommandLine(new SweepCommand(environment))
        .addSubcommand(new SweepTableCommand(environment))
        .addSubcommand(new SweepListCommand(environment))
        .addSubcommand(new SweepCancelCommand(environment));
  }

  @Override
  public Integer call() throws InterruptedException {
    Path definition = file;
    if (definition == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing: FILE, the definition, or one of the commands below it.");
    }
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw new ParameterException(
          spec.commandLine(), "--parallel is 1 to " + MOST_PARALLEL + ", not " + parallel);
    }
    SweepLaunch launch =
        new SweepLaunch(
            Optional.ofNullable(name),
            Optional.ofNullable(experiment),
            labels,
            noCache ? CacheUse.WRITE_ONLY : CacheUse.READ_AND_WRITE,
            limits.limits(),
            backend.backend(environment, store.context(environment)),
            parallel,
            failFast ? SweepLaunch.OnFailure.STOP : SweepLaunch.OnFailure.GO_ON);
    CliEnvironment surroundings = store.surroundings(environment);
    ReadSweep read =
        SweepReader.read(environment, definition, components, matrix.settings(parameters));
    ArtifactStore opened = store.open(environment);
    if (plan) {
      show(SweepPlanPage.of(surroundings, opened, read, launch));
      return CliExit.OK.code();
    }
    SweepRunner.Form form = output.isJson() ? SweepRunner.Form.JSON : SweepRunner.Form.TEXT;
    return new SweepRunner(surroundings, opened).run(read, launch, form).code();
  }

  private void show(SweepPlanPage page) {
    if (output.isJson()) {
      page.json();
    } else {
      page.print();
    }
  }
}

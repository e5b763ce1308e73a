package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.sweep.SweepReports;
import io.stillhouse.sweep.table.Goal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sweep table}: what came of a sweep. */
@Command(
    name = "table",
    header = "Puts what the runs of a sweep measured into one table.",
    description =
        "A row is a combination, its figure the mean over the seeds with its 95%% interval by Student's"
            + " t. Against a baseline: the mean of the differences of runs with the same seed, and"
            + " whether the row is better, worse, or that cannot be said (paired t-test at 0.05,"
            + " corrected with Holm's method for the number of rows). The best mean is marked. What"
            + " has not succeeded yet is left out, and counted.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse sweep table trial",
      "  stillhouse sweep table trial --metric student.accuracy --metric student.ece",
      "  stillhouse sweep table trial --baseline temperature=1 --format html --out t.html",
      "  stillhouse sweep table trial --format csv > table.csv"
    })
public final class SweepTableCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(paramLabel = "SWEEP", description = "The sweep; stillhouse sweep list shows all.")
  private String sweep = "";

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description =
          "The metric, of the last step that has it, or steps.STEP.metrics.NAME; the student's accuracy"
              + " or AUC by default. May be given several times, for a table each.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "NAME=VALUE",
      description =
          "The row that the others are held against; may be given several times, until it is one row.")
  private Map<String, String> baseline = new LinkedHashMap<>();

  @Option(
      names = "--goal",
      paramLabel = "maximum|minimum",
      description =
          "Which values are good; by default the small ones of losses, errors, times and sizes, the"
              + " large ones of all else.")
  private @Nullable Goal goal;

  @Option(
      names = "--format",
      paramLabel = "markdown|csv|html|json",
      description = "Form of the table: markdown (default), csv, html or json.")
  private SweepReports.Format format = SweepReports.Format.MARKDOWN;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to save it; standard output by default.")
  private @Nullable Path out;

  @Mixin private StoreOption store = new StoreOption();

  public SweepTableCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    String text =
        new SweepReports(opened).of(sweep, metrics, baseline, Optional.ofNullable(goal), format);
    if (out == null) {
      environment.out().print(text);
    } else {
      SavedFile.write(environment, out, text.getBytes(StandardCharsets.UTF_8));
    }
    return CliExit.OK.code();
  }
}

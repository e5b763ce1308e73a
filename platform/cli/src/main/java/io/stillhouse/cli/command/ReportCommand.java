package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.Reports;
import io.stillhouse.cli.runs.RunReports;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.runs.StoredRuns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: what became of a run, and what its evaluation found. */
@Command(
    name = "report",
    header = "Prints or saves what became of a run and what its evaluation found.",
    description = {
      "markdown is for a comment on a pull request: what gates said the last time, figures beside those",
      "of the run that was held against, then the evaluation's own text. Its first line is a mark by",
      "which a program finds the comment that it wrote before, to update it. html is the evaluation's",
      "page, json its figures, junit has a test case for each step and gate, summary is for programs.",
      "What the evaluation wrote is checked against its digest before it is given out."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse report latest",
      "  stillhouse report latest --format html --out report.html",
      "  stillhouse report quickstart/latest --format json | jq .distillations",
      "  stillhouse report latest --format junit --out target/stillhouse.xml"
    })
public final class ReportCommand implements Callable<Integer> {
  /** The forms on offer, as they are written on the command line. */
  enum Format {
    MARKDOWN,
    HTML,
    JSON,
    JUNIT,
    SUMMARY
  }

  private final CliEnvironment environment;

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Option(
      names = "--format",
      paramLabel = "markdown|html|json|junit|summary",
      description = "Form of the report: markdown (default), html, json, junit or summary.")
  private Format format = Format.MARKDOWN;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to save it; standard output by default.")
  private @Nullable Path out;

  @Mixin private StoreOption store = new StoreOption();

  public ReportCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    StoredRun found = new StoredRuns(opened).find(run);
    byte[] report = report(opened, found);
    if (out == null) {
      environment.out().print(new String(report, StandardCharsets.UTF_8));
    } else {
      SavedFile.write(environment, out, report);
    }
    return CliExit.OK.code();
  }

  private byte[] report(ArtifactStore opened, StoredRun found) {
    return switch (format) {
      case MARKDOWN -> new RunReports(opened).markdown(found);
      case HTML -> new Reports(opened).read(found, Reports.Form.HTML);
      case JSON -> new Reports(opened).read(found, Reports.Form.JSON);
      case JUNIT -> new RunReports(opened).junit(found);
      case SUMMARY -> new RunReports(opened).summary(found);
    };
  }
}

package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliException;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.sweep.page.SweepPage;
import io.stillhouse.sweep.table.CsvTable;
import io.stillhouse.sweep.table.Goal;
import io.stillhouse.sweep.table.JsonTable;
import io.stillhouse.sweep.table.MarkdownTable;
import io.stillhouse.sweep.table.SweepTable;
import io.stillhouse.v1.Sweep;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of a sweep, as a text. */
public final class SweepReports {
  private static final int SHOWN_DIGITS = 12;

  private final ArtifactStore store;

  public SweepReports(ArtifactStore store) {
    this.store = store;
  }

  /** The forms of a table, as they are written on the command line. */
  public enum Format {
    MARKDOWN,
    CSV,
    HTML,
    JSON
  }

  /**
   * The tables of a sweep in one text.
   *
   * @throws CliException if there is no such sweep, metric or row
   */
  public String of(
      String name,
      List<String> metrics,
      Map<String, String> baseline,
      Optional<Goal> goal,
      Format format) {
    Sweep sweep = new Sweeps(store).find(name);
    List<SweepTable> tables = new SweepTables(store, sweep).of(metrics, baseline, goal);
    return switch (format) {
      case MARKDOWN -> tables.stream().map(MarkdownTable::of).collect(Collectors.joining("\n"));
      case CSV -> CsvTable.of(tables);
      case JSON -> JsonTable.of(tables);
      case HTML -> SweepPage.render(tables, origin(sweep));
    };
  }

  private static String origin(Sweep sweep) {
    return "Sweep "
        + sweep.getName()
        + " of "
        + sweep.getPipeline()
        + ", begun "
        + Times.fromProto(sweep.getCreateTime()).atZone(ZoneOffset.UTC).toLocalDate()
        + ", definition "
        + sweep
            .getDefinitionDigest()
            .substring(0, Math.min(SHOWN_DIGITS, sweep.getDefinitionDigest().length()));
  }
}

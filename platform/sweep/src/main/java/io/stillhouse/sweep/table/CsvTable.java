package io.stillhouse.sweep.table;

import io.stillhouse.sweep.statistics.Estimate;
import io.stillhouse.sweep.statistics.Interval;
import io.stillhouse.sweep.table.SweepTable.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Tables for a spreadsheet: RFC 4180, a heading, every figure with all its digits. */
public final class CsvTable {
  private CsvTable() {}

  /**
   * The text; one heading for all tables, which have the same parameters.
   *
   * @param tables one for each metric, at least one
   */
  public static String of(List<SweepTable> tables) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      List<Object> heading = new ArrayList<>(tables.get(0).parameters());
      heading.addAll(
          List.of(
              "metric",
              "n",
              "asked",
              "mean",
              "standardDeviation",
              "lower",
              "upper",
              "pairs",
              "difference",
              "differenceLower",
              "differenceUpper",
              "pHolm",
              "verdict",
              "best"));
      csv.printRecord(heading);
      for (SweepTable table : tables) {
        for (Row row : table.rows()) {
          csv.printRecord(record(table, row));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail", e);
    }
    return text.toString();
  }

  private static List<Object> record(SweepTable table, Row row) {
    List<Object> record = new ArrayList<>();
    for (String parameter : table.parameters()) {
      record.add(row.measured().combination().getOrDefault(parameter, ""));
    }
    Optional<Interval> interval = row.estimate().interval();
    Optional<Interval> ofDifference = row.difference().flatMap(Estimate::interval);
    record.add(table.metric());
    record.add(row.estimate().count());
    record.add(row.measured().asked());
    record.add(figure(Optional.of(row.estimate().mean())));
    record.add(figure(Optional.of(row.estimate().standardDeviation())));
    record.add(figure(interval.map(Interval::lower)));
    record.add(figure(interval.map(Interval::upper)));
    record.add(row.difference().map(difference -> (Object) difference.count()).orElse(""));
    record.add(figure(row.difference().map(Estimate::mean)));
    record.add(figure(ofDifference.map(Interval::lower)));
    record.add(figure(ofDifference.map(Interval::upper)));
    record.add(figure(row.probability()));
    record.add(row.verdict().map(Verdict::word).orElse(""));
    record.add(row.best());
    return record;
  }

  private static String figure(Optional<Double> value) {
    return value.filter(Double::isFinite).map(number -> Double.toString(number)).orElse("");
  }
}

package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.Defect;
import io.stillhouse.steps.datasetprep.source.TreeFile;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The table of findings of ChestX-ray14. */
final class ChestXray14Table {
  private static final String IMAGE = "Image Index";
  private static final String LABELS = "Finding Labels";
  private static final String PATIENT = "Patient ID";
  private static final String NO_FINDING = "No Finding";

  /**
   * One row.
   *
   * @param number row in the table, counted from 0 without the header
   * @param findings a bit for each finding that is present
   * @param patient the patient's number
   */
  record Entry(long number, long findings, long patient) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private final Set<String> unusable = new HashSet<>();

  private ChestXray14Table() {}

  /** The usable row of an image. */
  Optional<Entry> entry(String image) {
    return Optional.ofNullable(entries.get(image));
  }

  /** Whether an image's row was noted as a defect. */
  boolean isUnusable(String image) {
    return unusable.contains(image) && !entries.containsKey(image);
  }

  /**
   * Reads all rows; unusable ones are noted as defects.
   *
   * @throws InvalidInputException when the table lacks a column
   */
  static ChestXray14Table read(FormatInput input, TreeFile file) throws IOException {
    ChestXray14Table result = new ChestXray14Table();
    try (Reader reader = new InputStreamReader(input.tree().open(file), StandardCharsets.UTF_8);
        CSVParser table = CSVFormat.RFC4180.builder().get().parse(reader)) {
      List<String> header = List.of();
      for (CSVRecord row : table) {
        if (row.getRecordNumber() == 1) {
          header = header(row, file);
        } else {
          result.add(input, file, header, row);
        }
      }
    } catch (UncheckedIOException e) {
      throw new InvalidInputException(
          "%s: the table cannot be read (%s)".formatted(file.path(), e.getMessage()), e);
    }
    return result;
  }

  private static List<String> header(CSVRecord row, TreeFile file) {
    List<String> header = new ArrayList<>();
    row.forEach(cell -> header.add(cell.strip().replace("\uFEFF", "")));
    for (String column : List.of(IMAGE, LABELS, PATIENT)) {
      if (!header.contains(column)) {
        throw new InvalidInputException(
            "%s, row 1: column '%s' is missing; there are %s"
                .formatted(file.path(), column, header));
      }
    }
    return header;
  }

  private void add(FormatInput input, TreeFile file, List<String> header, CSVRecord row) {
    String reason = "";
    if (row.size() < header.size()) {
      reason = "%d columns where %d are needed".formatted(row.size(), header.size());
    } else {
      long findings = 0;
      for (String label : row.get(header.indexOf(LABELS)).split("\\|", -1)) {
        int index = ChestXray14Format.FINDINGS.indexOf(label.strip());
        if (index >= 0) {
          findings |= 1L << index;
        } else if (!label.strip().equals(NO_FINDING)) {
          reason =
              "label '%s' is not one of the 14 findings or '%s'"
                  .formatted(label.strip(), NO_FINDING);
        }
      }
      String patient = row.get(header.indexOf(PATIENT)).strip();
      if (!patient.matches("[0-9]{1,18}")) {
        reason = "patient '%s' is not a number".formatted(patient);
      }
      String name = row.get(header.indexOf(IMAGE)).strip();
      if (reason.isEmpty()) {
        Entry entry = new Entry(row.getRecordNumber() - 2, findings, Long.parseLong(patient));
        if (entries.putIfAbsent(name, entry) == null) {
          return;
        }
        reason = name + " has a row already";
      }
    }
    if (row.size() > header.indexOf(IMAGE)) {
      unusable.add(row.get(header.indexOf(IMAGE)).strip());
    }
    input.defects().add(new Defect(file.path(), row.getRecordNumber(), reason + "; mend the row"));
  }
}

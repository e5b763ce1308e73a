package io.stillhouse.steps.softlabelimport;

import io.stillhouse.model.problem.Suggestion;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a table (RFC 4180, UTF-8) with a header, a column of image numbers and one column a class.
 *
 * @param idColumn the column of image numbers
 * @param ignored further columns that mean nothing
 * @param classes the dataset's, in order
 */
record CsvPredictions(String idColumn, List<String> ignored, List<String> classes) {
  private static final int NONE = -1;

  /**
   * What each column of a file is.
   *
   * @param id the column of image numbers
   * @param classes for each class its column, or {@link #NONE}
   * @param count how many columns there are
   */
  private record Columns(int id, int[] classes, int count) {}

  CsvPredictions {
    ignored = List.copyOf(ignored);
    classes = List.copyOf(classes);
  }

  /** Reads all rows; what is wrong goes to the defects. */
  void read(Path file, Predictions predictions, Defects defects) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser table = format.parse(reader)) {
      Columns columns = null;
      for (CSVRecord row : table) {
        Place place = new Place("line", table.getCurrentLineNumber());
        if (columns == null) {
          columns = columns(place, header(row), defects);
        } else {
          add(place, row, columns, predictions, defects);
        }
      }
      if (columns == null) {
        defects.add("it is empty; the first line names the columns");
      }
    } catch (UncheckedIOException e) {
      defects.add("it cannot be read as a table: " + e.getMessage());
    }
  }

  private static List<String> header(CSVRecord row) {
    List<String> header = new ArrayList<>();
    row.forEach(cell -> header.add(cell.replace("\uFEFF", "").strip()));
    return header;
  }

  private Columns columns(Place place, List<String> header, Defects defects) {
    int id = NONE;
    int[] byClass = new int[classes.size()];
    Arrays.fill(byClass, NONE);
    for (int column = 0; column < header.size(); column++) {
      String name = header.get(column);
      int known = classes.indexOf(name);
      if (header.indexOf(name) < column) {
        defects.add(place, "column '%s' is there twice".formatted(name));
      } else if (name.equals(idColumn)) {
        id = column;
      } else if (known >= 0) {
        byClass[known] = column;
      } else if (!ignored.contains(name)) {
        defects.add(place, "column '%s' is no class of the dataset%s".formatted(name, meant(name)));
      }
    }
    if (id == NONE) {
      defects.add(
          place,
          "there is no column '%s' with the numbers of the images; idColumn names it"
              .formatted(idColumn));
    }
    List<String> missing = new ArrayList<>();
    for (int c = 0; c < byClass.length; c++) {
      if (byClass[c] == NONE) {
        missing.add(classes.get(c));
      }
    }
    if (!missing.isEmpty()) {
      defects.add(place, "there is no column for class " + String.join(", ", missing));
    }
    return new Columns(id, byClass, header.size());
  }

  private String meant(String name) {
    List<String> names = new ArrayList<>(classes);
    names.add(idColumn);
    return Suggestion.closest(name, names)
        .map(closest -> "; did you mean '" + closest + "'?")
        .orElse("; name it in ignoredColumns if it means nothing");
  }

  private void add(
      Place place, CSVRecord row, Columns columns, Predictions predictions, Defects defects) {
    if (row.size() != columns.count()) {
      defects.add(
          place, "%d columns where the header has %d".formatted(row.size(), columns.count()));
      return;
    }
    OptionalLong id = OptionalLong.empty();
    if (columns.id() != NONE) {
      id = id(row.get(columns.id()));
      if (id.isEmpty()) {
        defects.add(place, "'%s' is no image's number".formatted(row.get(columns.id())));
      }
    }
    double[] values = new double[columns.classes().length];
    for (int c = 0; c < values.length; c++) {
      int column = columns.classes()[c];
      values[c] = Double.NaN;
      if (column != NONE) {
        OptionalDouble value = number(row.get(column));
        if (value.isPresent()) {
          values[c] = value.getAsDouble();
        } else {
          defects.add(
              place, "class '%s' is '%s', no number".formatted(classes.get(c), row.get(column)));
        }
      }
    }
    if (id.isPresent()) {
      predictions.add(place, id.getAsLong(), values);
    }
  }

  private static OptionalLong id(String cell) {
    String text = cell.strip();
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** Java's own parser knows more than a table should hold, such as {@code 1f} and {@code NaN}. */
  private static OptionalDouble number(String cell) {
    String text = cell.strip();
    return text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}

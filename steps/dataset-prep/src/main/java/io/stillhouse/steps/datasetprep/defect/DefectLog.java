package io.stillhouse.steps.datasetprep.defect;

import io.stillhouse.step.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Collects defects of single images, and decides whether the rest is good enough. */
public final class DefectLog {
  /** Name of the file that lists what was set aside. */
  public static final String FILE_NAME = "quarantine.csv";

  private static final int SHOWN = 20;
  private static final Comparator<Defect> ORDER =
      Comparator.comparing(Defect::file)
          .thenComparingLong(Defect::row)
          .thenComparing(Defect::reason);

  private final List<Defect> defects = new ArrayList<>();

  public void add(Defect defect) {
    defects.add(defect);
  }

  public void addAll(Collection<Defect> more) {
    defects.addAll(more);
  }

  public int size() {
    return defects.size();
  }

  /**
   * Goes on only when few enough images are defective.
   *
   * @param fraction of the images that may be set aside, 0 .. 1
   * @param images how many there are, good and bad
   * @throws InvalidInputException naming the counts and the first defects
   */
  public void requireAtMost(double fraction, long images) {
    long allowed = (long) Math.floor(fraction * images);
    if (defects.size() <= allowed) {
      return;
    }
    List<Defect> sorted = defects.stream().sorted(ORDER).limit(SHOWN).toList();
    StringBuilder message = new StringBuilder();
    message.append(
        String.format(
            Locale.ROOT,
            "%d of %d images or rows cannot be used; quarantineFraction %s allows %d:",
            defects.size(),
            images,
            fraction,
            allowed));
    sorted.forEach(defect -> message.append("\n  ").append(defect));
    if (defects.size() > SHOWN) {
      message.append("\n  and ").append(defects.size() - SHOWN).append(" more");
    }
    message.append(
        "\nMend or remove them in the source, or raise quarantineFraction to go on without them.");
    throw new InvalidInputException(message.toString());
  }

  /** Writes what was set aside (file,row,reason), when there is anything. */
  public void write(Path directory) throws IOException {
    if (!defects.isEmpty()) {
      Files.writeString(
          directory.resolve(FILE_NAME),
          defects.stream()
              .sorted(ORDER)
              .map(
                  defect ->
                      quoted(defect.file()) + "," + rowText(defect) + "," + quoted(defect.reason()))
              .collect(Collectors.joining("\n", "file,row,reason\n", "\n")));
    }
  }

  private static String rowText(Defect defect) {
    return defect.row() == 0 ? "" : Long.toString(defect.row());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}

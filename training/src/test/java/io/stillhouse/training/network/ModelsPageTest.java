package io.stillhouse.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.golden.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sizes of docs/models.md are those of the networks. */
class ModelsPageTest {
  private static final Path PAGE = Path.of("../docs/models.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([^`]+)` \\| (\\d+) x (\\d+) \\| (\\d+) \\| ([\\d,]+) \\| ([\\d,.]+) \\|([^|]*)\\|",
          Pattern.MULTILINE);

  private static final Pattern EXACT = Pattern.compile("(\\d{1,3}(?:,\\d{3})+);");
  private static final Pattern ROUNDED = Pattern.compile("([\\d.]+) (M|MMAC|GMAC)\\b");

  @Test
  void everyRowHasTheParametersAndOperationsOfItsNetwork() throws IOException {
    // The tables of networks; the parameters of steps are another test's.
    String page = Files.readString(PAGE).split("\n## Starting from pretrained weights", 2)[0];
    List<MatchResult> rows = ROW.matcher(page).results().toList();
    assertThat(rows).hasSize((int) page.lines().filter(line -> line.startsWith("| `")).count());
    List<String> written = new ArrayList<>();
    List<String> built = new ArrayList<>();
    for (MatchResult row : rows) {
      written.add(row.group(1) + " " + row.group(5) + " " + row.group(6));
      NetworkSpec spec =
          new NetworkSpec(
              row.group(1),
              Integer.parseInt(row.group(2)),
              Integer.parseInt(row.group(3)),
              3,
              Integer.parseInt(row.group(4)));
      try (NDManager manager = NDManager.newBaseManager();
          Classifier network = Classifier.create(spec, manager, 1)) {
        assertPublished(row.group(1), row.group(7), network);
        built.add(
            String.format(
                Locale.ROOT,
                "%s %,d %,.1f",
                row.group(1),
                network.parameterCount(),
                network.macs() / 1e6));
      }
    }
    assertThat(written).isEqualTo(built);
  }

  /** Exact counts are torchvision's own; others are published in two or three digits. */
  private static void assertPublished(String name, String published, Classifier network) {
    Matcher exact = EXACT.matcher(published);
    if (exact.find()) {
      assertThat(network.parameterCount())
          .as(name)
          .isEqualTo(Long.parseLong(exact.group(1).replace(",", "")))
          .isEqualTo(
              GoldenFile.read("torchvision.json")
                  .content()
                  .getAsJsonObject(name)
                  .get("parametersForThousandClasses")
                  .getAsLong());
    }
    Matcher rounded = ROUNDED.matcher(published);
    while (rounded.find()) {
      double stated = Double.parseDouble(rounded.group(1));
      double actual =
          switch (rounded.group(2)) {
            case "M" -> network.parameterCount() / 1e6;
            case "MMAC" -> network.macs() / 1e6;
            default -> network.macs() / 1e9;
          };
      assertThat(actual).as(name).isCloseTo(stated, within(0.02 * stated));
    }
  }
}

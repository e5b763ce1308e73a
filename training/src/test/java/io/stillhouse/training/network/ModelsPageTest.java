package io.stillhouse.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sizes of docs/models.md are those of the networks. */
class ModelsPageTest {
  private static final Path PAGE = Path.of("../docs/models.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([^`]+)` \\| (\\d+) x (\\d+) \\| (\\d+) \\| ([\\d,]+) \\| ([\\d,.]+) \\|",
          Pattern.MULTILINE);

  @Test
  void everyRowHasTheParametersAndOperationsOfItsNetwork() throws IOException {
    String page = Files.readString(PAGE);
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
}

package io.stillhouse.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Archives that are too large to ship, in the folder that STILLHOUSE_TEST_DATA names. */
final class LargeData {
  private static final String VARIABLE = "STILLHOUSE_TEST_DATA";

  private LargeData() {}

  /**
   * One archive. The test is skipped when nobody named a folder; whoever names one means the test
   * to run, so that it fails when the archive is not there.
   */
  static Path archive(String name) {
    String folder = System.getenv(VARIABLE);
    assumeTrue(
        folder != null && !folder.isEmpty(),
        "SKIPPED: this test needs %s; set %s to the folder that has it, as in %s=/path/to/data bin/test"
            .formatted(name, VARIABLE, VARIABLE));
    Path archive = Path.of(String.valueOf(folder), name);
    if (!Files.isRegularFile(archive)) {
      throw new AssertionError(
          "there is no %s in the folder that %s names, %s; put it there, or unset the variable to skip tests on large data"
              .formatted(name, VARIABLE, folder));
    }
    return archive;
  }
}

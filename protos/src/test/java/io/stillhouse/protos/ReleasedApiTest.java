package io.stillhouse.protos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the messages against {@code protos/stillhouse-v1.lock}, which is what others were built on:
 * stored runs, containers of an older version, Python readers.
 *
 * <p>{@code mvn -o -q -B -Dquick -pl protos test -Dtest=ReleasedApiTest -Dprotos.record=additions}
 * records what is new; {@code -Dprotos.record=breaking} also accepts what breaks.
 */
class ReleasedApiTest {
  private static final Path LOCK = Path.of("stillhouse-v1.lock");
  private static final String RECORD =
      "mvn -o -q -B -Dquick -pl protos test -Dtest=ReleasedApiTest -Dprotos.record=";
  private static final String HEADER =
      "# What stillhouse.v1 promises. Written by ReleasedApiTest; see there how to change it.\n";

  @Test
  void whatWasReleasedIsStillThereAndWhatIsNewIsRecorded() throws IOException {
    ApiSurface current = ApiSurface.of(CompiledProtos.read(), "stillhouse.v1");
    assertThat(current.types()).isNotEmpty();
    ApiSurface released = ApiSurface.parse(Files.exists(LOCK) ? Files.readString(LOCK) : "");
    ApiChange change = ApiChange.between(released, current);
    String record = System.getProperty("protos.record", "");
    if (!change.breaking().isEmpty() && !record.equals("breaking")) {
      fail(
          "These changes break whoever was built on the released messages:\n  "
              + String.join("\n  ", change.breaking())
              + "\nAdd a new field with a new number instead. To break them deliberately:\n  "
              + RECORD
              + "breaking");
    }
    if (!record.isEmpty()) {
      Files.writeString(LOCK, HEADER + current.text());
    } else if (!change.additions().isEmpty()) {
      fail(
          "These additions break nobody and are not recorded yet:\n  "
              + String.join("\n  ", change.additions())
              + "\nRecord them and commit protos/"
              + LOCK
              + ":\n  "
              + RECORD
              + "additions");
    }
  }
}

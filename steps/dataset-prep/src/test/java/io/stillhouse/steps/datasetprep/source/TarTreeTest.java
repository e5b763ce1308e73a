package io.stillhouse.steps.datasetprep.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.defect.DefectLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTreeTest {
  private static final int BLOCK = 512;

  /** A folder, a file of text, a file of zeros that fills its block: a header for each. */
  private static final int END_OF_LAST_ENTRY = 5 * BLOCK;

  @TempDir Path temporary;

  @Test
  void filesAreListedWithTheirPlaces() throws IOException {
    assertThat(list(tar()))
        .containsExactly(
            new TreeFile("images/a.txt", 3, 2 * BLOCK),
            new TreeFile("images/zeros.bin", BLOCK, 4 * BLOCK));
  }

  @Test
  void paddingAfterTheEndIsOptionalAndMayBeLong() throws IOException {
    assertThat(list(Arrays.copyOf(tar(), END_OF_LAST_ENTRY + 2 * BLOCK))).hasSize(2);
    assertThat(list(Arrays.copyOf(tar(), 100 * BLOCK))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BLOCK, // after the folder
        BLOCK + 100, // in the header of a.txt
        2 * BLOCK + 2, // in its content
        3 * BLOCK, // after it
        3 * BLOCK + 511,
        4 * BLOCK, // before the content of zeros.bin
        4 * BLOCK + 1,
        END_OF_LAST_ENTRY,
        END_OF_LAST_ENTRY + 100
      })
  void aTarThatBreaksOffAnywhereIsNamed(int size) throws IOException {
    byte[] cut = Arrays.copyOf(tar(), size);

    assertThatThrownBy(() -> list(cut))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("images.tar: the tar is truncated or damaged")
        .hasMessageContaining("copy it again");
  }

  @Test
  void theLastWholeEntryIsNamed() throws IOException {
    byte[] cut = Arrays.copyOf(tar(), 3 * BLOCK);

    assertThatThrownBy(() -> list(cut)).hasMessageContaining("breaks off after entry images/a.txt");
  }

  private List<TreeFile> list(byte[] tar) throws IOException {
    Path file = Files.write(temporary.resolve("images.tar"), tar);
    try (TarTree tree = new TarTree(file, "images.tar")) {
      return tree.list(new DefectLog());
    }
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.putArchiveEntry(new TarArchiveEntry("images/", TarConstants.LF_DIR));
      tar.closeArchiveEntry();
      put(tar, "images/a.txt", new byte[] {1, 2, 3});
      put(tar, "images/zeros.bin", new byte[BLOCK]);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}

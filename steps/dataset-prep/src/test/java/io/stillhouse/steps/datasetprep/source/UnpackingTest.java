package io.stillhouse.steps.datasetprep.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
  @TempDir Path temporary;

  @Test
  void gzipIsUnpackedAndAnythingElseCopied() throws IOException {
    byte[] bytes = {1, 2, 3};
    unpack(bytes, 3);
    assertThat(temporary.resolve("target")).hasBinaryContent(bytes);
    unpack(gzip(bytes), 3);
    assertThat(temporary.resolve("target")).hasBinaryContent(bytes);
    unpack(new byte[0], 3);
    assertThat(temporary.resolve("target")).isEmptyFile();
  }

  @Test
  void aDecompressionBombMeetsItsLimitEarly() throws IOException {
    byte[] bomb = gzip(new byte[10_000_000]);

    assertThatThrownBy(() -> unpack(bomb, 1_000_000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bomb.gz: the file unpacks to more than 1000000 bytes");
    assertThat(temporary.resolve("target").toFile().length()).isLessThanOrEqualTo(1_000_000);
  }

  @Test
  void truncationAndDamageAreNamed() throws IOException {
    byte[] whole = gzip(new byte[] {5, 6, 7, 8, 9, 10, 11, 12});
    byte[] damaged = whole.clone();
    damaged[whole.length - 6] ^= 1;

    assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, whole.length - 3), 100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bomb.gz: the file is truncated");
    assertThatThrownBy(() -> unpack(damaged, 100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bomb.gz: the file is damaged");
  }

  private void unpack(byte[] stored, long limit) throws IOException {
    Unpacking.unpack(
        new ByteArrayInputStream(stored), "bomb.gz", temporary.resolve("target"), limit);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}

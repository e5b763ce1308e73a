package io.stillhouse.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentDigestTest {

  @Test
  void theDigestsAreThoseOfTheStandards() throws IOException {
    ContentDigest digits = digest("123456789");
    assertThat(digits.size()).isEqualTo(9);
    assertThat(digits.crc32c()).isEqualTo(0xE3069283); // the check value of CRC-32/ISCSI
    ContentDigest abc = digest("abc"); // FIPS 180-2, appendix B.1
    assertThat(abc.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(ContentDigest.sha256("abc".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nothingHasADigestToo() throws IOException {
    assertThat(digest(""))
        .isEqualTo(
            new ContentDigest(
                0, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  }

  private static ContentDigest digest(String text) throws IOException {
    return ContentDigest.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}

package io.stillhouse.steps.datasetprep.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private final ImageDecoder decoder = new ImageDecoder();

  @AfterEach
  void close() {
    decoder.close();
  }

  @Test
  void greyKeepsItsStoredValues() throws Exception {
    Pixels pixels = decoder.decode(encode(filled(BufferedImage.TYPE_BYTE_GRAY), "png"));

    // Java's getRGB would give 188 for a stored 128.
    assertThat(pixels.channels()).isEqualTo(1);
    for (int i = 0; i < 6; i++) {
      assertThat(pixels.data()[i] & 0xFF).isEqualTo(i * 50);
    }
  }

  @Test
  void sixteenBitGreyKeepsItsUpperByte() throws Exception {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(1, 0, 0, 0xABCD);

    assertThat(decoder.decode(encode(image, "png")).data()[1]).isEqualTo((byte) 0xAB);
  }

  @Test
  void transparencyIsDroppedAndColoursKept() throws Exception {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, new Color(10, 20, 30, 40).getRGB());

    Pixels pixels = decoder.decode(encode(image, "png"));

    assertThat(pixels.channels()).isEqualTo(3);
    assertThat(pixels.data()).containsExactly(10, 20, 30);
  }

  @Test
  void palettesAreResolved() throws Exception {
    byte[] red = {0, 100};
    byte[] green = {0, 110};
    byte[] blue = {0, 120};
    BufferedImage image =
        new BufferedImage(
            2, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, red, green, blue));
    image.getRaster().setSample(1, 0, 0, 1);

    assertThat(decoder.decode(encode(image, "png")).data()).containsExactly(0, 0, 0, 100, 110, 120);
  }

  @Test
  void jpegIsDecodedInTheOrderRedGreenBlue() throws Exception {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0xC86432);
    }

    Pixels pixels = decoder.decode(encode(image, "jpg"));

    assertThat(pixels.height()).isEqualTo(16);
    assertThat(pixels.data()[0] & 0xFF).isBetween(196, 204);
    assertThat(pixels.data()[1] & 0xFF).isBetween(96, 104);
    assertThat(pixels.data()[2] & 0xFF).isBetween(46, 54);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void truncationAnywhereIsNoticedAndTheDecoderGoesOn(String format) throws Exception {
    byte[] whole = encode(noise(), format);

    for (int length = 0; length < whole.length - 1; length += 1 + length / 8) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decoder.decode(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(DefectiveImageException.class);
    }
    assertThat(decoder.decode(whole).width()).isEqualTo(24);
  }

  @Test
  void anyChangedByteOfAPngIsNoticed() throws Exception {
    byte[] whole = encode(noise(), "png");

    for (int i = 0; i < whole.length; i += 7) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;
      assertThatThrownBy(() -> decoder.decode(changed))
          .as("byte %d of %d", i, whole.length)
          .isInstanceOf(DefectiveImageException.class);
    }
  }

  @Test
  void declaredDimensionsOfABombAreRefusedBeforeDecoding() throws Exception {
    byte[] png = encode(noise(), "png");
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());

    assertThatThrownBy(() -> decoder.decode(png))
        .isInstanceOf(DefectiveImageException.class)
        .hasMessageContaining("60000 x 60000 pixels")
        .hasMessageContaining("bomb");
  }

  @Test
  void whatIsNoPictureIsSaidToBeNone() {
    assertThatThrownBy(() -> decoder.decode(new byte[0])).hasMessageContaining("empty");
    assertThatThrownBy(() -> decoder.decode("GIF89a".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("neither PNG nor JPEG");
  }

  private static BufferedImage filled(int type) {
    BufferedImage image = new BufferedImage(3, 2, type);
    for (int i = 0; i < 6; i++) {
      image.getRaster().setSample(i % 3, i / 3, 0, i * 50);
    }
    return image;
  }

  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 24 * 24; i++) {
      image.setRGB(i % 24, i / 24, i * 0x9E3779B1);
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}

package io.stillhouse.steps.datasetprep.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFormTest {
  private static final Pixels IMAGE =
      new Pixels(
          5,
          7,
          1,
          bytes(
              "172 47 117 192 67 251 195 103 9 211 21 242 36 87 70 216 88 140 58 193 230 39 87 174 88"
                  + " 81 165 25 77 72 9 148 115 208 243"));

  /** Expected values are Pillow's {@code Image.resize(..., BILINEAR)}, which rounds in between. */
  @ParameterizedTest
  @CsvSource({
    "3, 4, 95 121 139 153 104 127 113 150 69 92 125 165",
    "2, 14, 115 104 83 92 131 140 117 113 129 139 144 147 150 151 61 73 96 107 105 107 113 111 100"
        + " 115 158 170 153 144",
    "8, 9, 172 89 78 134 192 95 169 232 195 142 68 87 149 117 138 151 154 148 101 48 103 165 28 186"
        + " 128 63 96 80 127 140 122 103 113 131 158 185 60 137 149 117 124 78 131 178 166 41 77 128"
        + " 152 91 83 128 123 38 60 73 80 90 122 105 150 175 148 77 74 44 40 148 122 167 220 243",
  })
  void resizingIsAntialiasedBilinear(int height, int width, String expected) throws Exception {
    Pixels resized = new ImageForm(height, width, 1, true).apply(IMAGE);

    byte[] wanted = bytes(expected);
    assertThat(resized.data()).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(Math.abs((resized.data()[i] & 0xFF) - (wanted[i] & 0xFF)))
          .as("pixel %d", i)
          .isLessThanOrEqualTo(1);
    }
  }

  /** Expected values are Pillow's {@code convert("L")}. */
  @Test
  void colourBecomesGreyByLuma() throws Exception {
    Pixels rgb = new Pixels(2, 2, 3, bytes("197 254 79 175 192 82 99 216 177 243 29 147"));

    assertThat(new ImageForm(2, 2, 1, false).apply(rgb).data()).isEqualTo(bytes("217 174 177 106"));
  }

  @Test
  void greyBecomesColourByRepetition() throws Exception {
    Pixels grey = new Pixels(1, 2, 1, bytes("7 200"));

    assertThat(new ImageForm(1, 2, 3, false).apply(grey).data())
        .isEqualTo(bytes("7 7 7 200 200 200"));
  }

  @Test
  void withoutResizingAnotherSizeIsADefect() {
    assertThatThrownBy(() -> new ImageForm(5, 8, 1, false).apply(IMAGE))
        .isInstanceOf(DefectiveImageException.class)
        .hasMessageContaining("5 x 7 pixels")
        .hasMessageContaining("first one has 5 x 8")
        .hasMessageContaining("set height and width");
  }

  private static byte[] bytes(String numbers) {
    int[] values = Arrays.stream(numbers.split(" ")).mapToInt(Integer::parseInt).toArray();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}

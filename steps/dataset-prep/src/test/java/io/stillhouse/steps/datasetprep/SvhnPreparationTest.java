package io.stillhouse.steps.datasetprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SvhnPreparationTest {
  private static final Path SVHN =
      Path.of("src/test/resources/io/stillhouse/steps/datasetprep/svhn");

  @TempDir Path temporary;

  @Test
  void filesOfSciPyGiveTheirPixelsAndDigits() throws Exception {
    ImageDataset dataset =
        PreparedDataset.from("svhn", SVHN, temporary).with("validationFraction", 0.0).run();

    assertThat(dataset.split("train").size()).isEqualTo(8);
    requirePixels(dataset.split("train"));
    requirePixels(dataset.split("test"));
    int[] digits = {1, 0, 2, 3, 0, 9, 1, 2, 0, 4};
    for (String name : new String[] {"train", "test"}) {
      Split split = dataset.split(name);
      for (int row : split.rows()) {
        assertThat(split.label(row)).isEqualTo(digits[(int) split.id(row)]);
      }
    }
  }

  @Test
  void truncationAnywhereIsNoticed() throws Exception {
    byte[] whole = Files.readAllBytes(SVHN.resolve("train_32x32.mat"));
    for (int length : new int[] {0, 100, 128, 132, 300, 1000, whole.length - 5}) {
      requireRefusal(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void changedBytesOfACompressedFileAreNoticed() throws Exception {
    byte[] whole = Files.readAllBytes(SVHN.resolve("train_32x32.mat"));
    for (int i = 136; i < whole.length; i += 331) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x20;
      requireRefusal(changed);
    }
  }

  private void requireRefusal(byte[] trainFile) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "damaged");
    Files.write(folder.resolve("train_32x32.mat"), trainFile);
    assertThatThrownBy(() -> PreparedDataset.from("svhn", folder, temporary).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train_32x32.mat");
  }

  private static void requirePixels(Split split) {
    byte[] pixels = new byte[32 * 32 * 3];
    for (int row : split.rows()) {
      split.copyImage(row, pixels, 0);
      int n = (int) split.id(row);
      for (int i = 0; i < pixels.length; i++) {
        int expected = i / 96 * 7 + i / 3 % 32 * 3 + i % 3 * 50 + n * 11;
        assertThat(pixels[i]).isEqualTo((byte) expected);
      }
    }
  }
}

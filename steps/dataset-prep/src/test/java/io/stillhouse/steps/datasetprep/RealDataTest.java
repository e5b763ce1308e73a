package io.stillhouse.steps.datasetprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real archives, in the folder that STILLHOUSE_TEST_DATA names. */
class RealDataTest {
  @TempDir Path temporary;

  @Test
  void cifar10FromItsZipOfJpegs() throws Exception {
    Path archive = archive("cifar10-images.zip");
    ImageDataset dataset =
        PreparedDataset.from("image-folder", archive, temporary)
            .with("trainExamples", 5000)
            .with("testExamples", 1000)
            .run();

    assertThat(dataset.info().classes())
        .containsExactly(
            "airplane",
            "automobile",
            "bird",
            "cat",
            "deer",
            "dog",
            "frog",
            "horse",
            "ship",
            "truck");
    assertThat(dataset.split("train").info().classCounts()).isEqualTo(Collections.nCopies(10, 450));
    assertThat(dataset.split("test").info().classCounts()).isEqualTo(Collections.nCopies(10, 100));
    // What papers print for CIFAR-10; a tenth of it, saved as JPEG, comes close.
    double[] mean = {0.4914, 0.4822, 0.4465};
    double[] deviation = {0.2470, 0.2435, 0.2616};
    for (int c = 0; c < 3; c++) {
      assertThat(dataset.info().mean().get(c)).isCloseTo(mean[c], Offset.offset(0.01));
      assertThat(dataset.info().standardDeviation().get(c))
          .isCloseTo(deviation[c], Offset.offset(0.01));
    }
    requireFirstTestImage(archive, dataset.split("test"));
  }

  @Test
  void chestXray14FromItsZip() throws Exception {
    ImageDataset dataset =
        PreparedDataset.from("chestxray14", archive("chestxray14-mini64.zip"), temporary).run();

    Split train = dataset.split("train");
    Split validation = dataset.split("validation");
    assertThat(train.size() + validation.size()).isEqualTo(1551);
    assertThat(dataset.split("test").size()).isEqualTo(442);
    assertThat(validation.size()).isBetween(140, 155);
    Map<Long, List<String>> splitsOfPatient = new TreeMap<>();
    for (Split split : List.of(train, validation, dataset.split("test"))) {
      Arrays.stream(split.rows())
          .mapToLong(split::group)
          .distinct()
          .forEach(
              patient ->
                  splitsOfPatient.merge(
                      patient,
                      List.of(split.name()),
                      (a, b) -> List.of(String.join("+", a), String.join("+", b))));
    }
    assertThat(
            splitsOfPatient.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.toList()))
        .isEmpty();
  }

  /** Compares with a plain reading of the same picture. */
  private static void requireFirstTestImage(Path archive, Split test) throws Exception {
    int row = Arrays.stream(test.rows()).filter(r -> test.label(r) == 0).findFirst().orElseThrow();
    // Ids count the 50,000 pictures for training first, then test/airplane/0000.jpg and so on.
    String name = String.format(Locale.ROOT, "test/airplane/%04d.jpg", test.id(row) - 50_000);
    try (ZipFile zip = new ZipFile(archive.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name))) {
      BufferedImage image = ImageIO.read(in);
      byte[] pixels = new byte[32 * 32 * 3];
      test.copyImage(row, pixels, 0);
      for (int i = 0; i < 1024; i++) {
        int rgb =
            (pixels[3 * i] & 0xFF) << 16
                | (pixels[3 * i + 1] & 0xFF) << 8
                | pixels[3 * i + 2] & 0xFF;
        assertThat(rgb).isEqualTo(image.getRGB(i % 32, i / 32) & 0xFFFFFF);
      }
    }
  }

  private static Path archive(String name) {
    String folder = System.getenv("STILLHOUSE_TEST_DATA");
    assumeTrue(
        folder != null && Files.exists(Path.of(folder, name)),
        "SKIPPED: no %s, because STILLHOUSE_TEST_DATA (%s) does not name a folder that has it"
            .formatted(name, folder));
    return Path.of(String.valueOf(folder), name);
  }
}

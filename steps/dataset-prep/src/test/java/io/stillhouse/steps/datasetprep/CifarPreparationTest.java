package io.stillhouse.steps.datasetprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarPreparationTest {
  private static final String TEN =
      "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";

  @TempDir Path temporary;

  @Test
  void batchesInATarGzAreReadInTheirOrder() throws Exception {
    ImageDataset dataset =
        PreparedDataset.from(
                "cifar10", Archives.tarGz(cifar10(), temporary.resolve("c.tar.gz")), temporary)
            .with("validationFraction", 0.25)
            .run();

    assertThat(dataset.info().classes()).startsWith("airplane").endsWith("truck").hasSize(10);
    assertThat(dataset.split("train").size()).isEqualTo(30);
    assertThat(dataset.split("validation").size()).isEqualTo(10);
    Split test = dataset.split("test");
    byte[] pixels = new byte[3072];
    for (int row : test.rows()) {
      int record = (int) test.id(row) - 40;
      assertThat(test.label(row)).isEqualTo(record % 10);
      test.copyImage(row, pixels, 0);
      for (int i = 0; i < pixels.length; i++) {
        assertThat(pixels[i]).isEqualTo(pixel(2, record, i % 3, i / 96, i / 3 % 32));
      }
    }
  }

  @Test
  void folderAndArchivesGiveTheSameBytes() throws Exception {
    PreparedDataset folder =
        PreparedDataset.from(
            "cifar10", Archives.folder(cifar10(), temporary.resolve("folder")), temporary);
    PreparedDataset zip =
        PreparedDataset.from(
            "cifar10", Archives.zip(cifar10(), temporary.resolve("c.zip")), temporary);
    folder.run();
    zip.run();

    assertThat(zip.files()).isEqualTo(folder.files());
  }

  @Test
  void ofTwoLabelsTheFineOneCounts() throws Exception {
    byte[] records = new byte[3 * 3074];
    for (int i = 0; i < 3; i++) {
      records[i * 3074] = 19;
      records[i * 3074 + 1] = (byte) (97 + i);
    }

    ImageDataset dataset =
        PreparedDataset.from(
                "cifar100",
                Archives.folder(Map.of("train.bin", records), temporary.resolve("c100")),
                temporary)
            .with("validationFraction", 0.0)
            .run();

    assertThat(dataset.info().classes()).hasSize(100);
    assertThat(dataset.split("train").labels(new int[] {0, 1, 2}, 0, 3))
        .containsExactlyInAnyOrder(97, 98, 99);
  }

  @Test
  void recordsOfTheWrongSizeInSeveralFilesAreAllNamed() throws Exception {
    Map<String, byte[]> files = cifar10();
    files.computeIfPresent(
        "cifar-10-batches-bin/data_batch_1.bin", (n, b) -> Arrays.copyOf(b, b.length - 1));
    files.computeIfPresent("cifar-10-batches-bin/test_batch.bin", (n, b) -> Arrays.copyOf(b, 7));
    Path zip = Archives.zip(files, temporary.resolve("bad.zip"));

    assertThatThrownBy(() -> PreparedDataset.from("cifar10", zip, temporary).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 problems")
        .hasMessageContaining("data_batch_1.bin: 61459 bytes are not a whole number of records")
        .hasMessageContaining("test_batch.bin: 7 bytes");
  }

  @Test
  void aLabelBeyondTheClassesIsNamedWithItsRecord() throws Exception {
    Map<String, byte[]> files = cifar10();
    files.computeIfPresent(
        "cifar-10-batches-bin/data_batch_2.bin",
        (n, b) -> {
          byte[] changed = b.clone();
          changed[4 * 3073] = 10;
          return changed;
        });
    Path folder = Archives.folder(files, temporary.resolve("label"));

    assertThatThrownBy(() -> PreparedDataset.from("cifar10", folder, temporary).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data_batch_2.bin, row 5: label 10 is not one of the 10 classes");
  }

  @Test
  void truncatedArchivesAreNamed() throws Exception {
    Path tarGz = Archives.tarGz(cifar10(), temporary.resolve("whole.tar.gz"));
    Path tar = Archives.tar(cifar10(), temporary.resolve("whole.tar"));
    Path zip = Archives.zip(cifar10(), temporary.resolve("whole.zip"));
    for (Path archive : new Path[] {tarGz, tar, zip}) {
      byte[] bytes = Files.readAllBytes(archive);
      Path cut = temporary.resolve("cut-" + archive.getFileName());
      Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

      assertThatThrownBy(() -> PreparedDataset.from("cifar10", cut, temporary).run())
          .as("half of %s", archive.getFileName())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(cut.getFileName().toString())
          .hasMessageContaining("truncated");
    }
  }

  private static Map<String, byte[]> cifar10() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int batch = 0; batch < 3; batch++) {
      byte[] records = new byte[20 * 3073];
      for (int record = 0; record < 20; record++) {
        records[record * 3073] = (byte) (record % 10);
        for (int c = 0; c < 3; c++) {
          for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
              records[record * 3073 + 1 + c * 1024 + y * 32 + x] = pixel(batch, record, c, y, x);
            }
          }
        }
      }
      String name = batch == 2 ? "test_batch" : "data_batch_" + (batch + 1);
      files.put("cifar-10-batches-bin/" + name + ".bin", records);
    }
    files.put("cifar-10-batches-bin/batches.meta.txt", TEN.getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static byte pixel(int batch, int record, int c, int y, int x) {
    return (byte) (batch * 83 + record * 29 + c * 71 + y * 5 + x * 3);
  }
}

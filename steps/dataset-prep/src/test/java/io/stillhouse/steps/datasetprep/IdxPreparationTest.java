package io.stillhouse.steps.datasetprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxPreparationTest {
  private static final Path DIGITS = Path.of("../../pipeline-defs/data/mnist10k");

  @TempDir Path temporary;

  @Test
  void theShippedDigitsBecomeThreeSplitsOfTheSourcesPixels() throws Exception {
    ImageDataset dataset = PreparedDataset.from("idx", DIGITS, temporary).run();

    Split train = dataset.split("train");
    Split validation = dataset.split("validation");
    Split test = dataset.split("test");
    assertThat(train.size()).isEqualTo(7200);
    assertThat(validation.size()).isEqualTo(800);
    assertThat(test.size()).isEqualTo(2000);
    byte[] images = unzipped("train-images-idx3-ubyte.gz");
    byte[] labels = unzipped("train-labels-idx1-ubyte.gz");
    Set<Long> ids = new HashSet<>();
    double sum = 0;
    byte[] pixels = new byte[784];
    for (int row = 0; row < train.size(); row++) {
      int id = (int) train.id(row);
      ids.add(train.id(row));
      train.copyImage(row, pixels, 0);
      assertThat(Arrays.equals(pixels, 0, 784, images, 16 + id * 784, 16 + (id + 1) * 784))
          .as("pixels of image %d", id)
          .isTrue();
      assertThat(train.label(row)).isEqualTo(labels[8 + id]);
      for (byte pixel : pixels) {
        sum += (pixel & 0xFF) / 255.0;
      }
    }
    Arrays.stream(validation.rows()).mapToLong(validation::id).forEach(ids::add);
    assertThat(ids).as("train and validation share no image").hasSize(8000);
    assertThat(Arrays.stream(test.rows()).mapToLong(test::id).min()).hasValue(8000);
    assertThat(dataset.info().mean().get(0)).isCloseTo(sum / (7200 * 784), Offset.offset(1e-9));
    assertThat(dataset.info().standardDeviation().get(0)).isCloseTo(0.3081, Offset.offset(2e-3));
  }

  @Test
  void validationAndLimitsTakeOfEachClassInProportion() throws Exception {
    ImageDataset dataset =
        PreparedDataset.from("idx", DIGITS, temporary)
            .with("trainExamples", 1000)
            .with("testExamples", 200)
            .with("validationFraction", 0.2)
            .run();

    assertThat(dataset.split("train").size()).isEqualTo(800);
    assertThat(dataset.split("validation").size()).isEqualTo(200);
    assertThat(dataset.split("test").size()).isEqualTo(200);
    byte[] labels = unzipped("train-labels-idx1-ubyte.gz");
    for (int c = 0; c < 10; c++) {
      int digit = c;
      long inSource = 0;
      for (int i = 8; i < labels.length; i++) {
        inSource += labels[i] == digit ? 1 : 0;
      }
      assertThat((double) dataset.split("validation").info().classCounts().get(c))
          .isCloseTo(inSource / 8000.0 * 200, Offset.offset(1.5));
    }
  }

  @Test
  void bytesDependOnTheSeedButNotOnThreadsOrShardPlacement() throws Exception {
    PreparedDataset one = small().onThreads(1);
    PreparedDataset four = small().onThreads(4);
    PreparedDataset other = small().with("seed", 2);
    one.run();
    four.run();
    other.run();

    assertThat(four.files()).isEqualTo(one.files());
    assertThat(one.files()).containsKeys("train-00000.safetensors", "train-00006.safetensors");
    assertThat(other.files().get("train-00000.safetensors"))
        .isNotEqualTo(one.files().get("train-00000.safetensors"));
  }

  @Test
  void allDamagedFilesAreNamedAtOnce() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("damaged"));
    byte[] gz = Files.readAllBytes(DIGITS.resolve("train-images-idx3-ubyte.gz"));
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), Arrays.copyOf(gz, 100_000));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(new int[] {5}, new byte[4]));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), new byte[] {0, 0, 13, 3, 0});

    assertThatThrownBy(() -> PreparedDataset.from("idx", folder, temporary).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train-images-idx3-ubyte.gz: the file is truncated")
        .hasMessageContaining("train-labels-idx1-ubyte: the header declares [5] = 5 bytes but 4")
        .hasMessageContaining("t10k-images-idx3-ubyte has no file of labels");
  }

  @Test
  void aCountMismatchIsNamed() throws Exception {
    Path folder = write(new byte[] {0, 1, 0}, 4);

    assertThatThrownBy(() -> PreparedDataset.from("idx", folder, temporary).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("4 images but train-labels-idx1-ubyte has 3 labels");
  }

  @Test
  void labelsBeyondTheClassesFailOrAreQuarantined() throws Exception {
    Path folder = write(new byte[] {0, 1, 0, 1, 0, 1, 77, 0, 1, 0}, 10);

    assertThatThrownBy(() -> PreparedDataset.from("idx", folder, temporary).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 of 10 images")
        .hasMessageContaining("train-labels-idx1-ubyte, row 7: label 77");

    PreparedDataset lenient =
        PreparedDataset.from("idx", folder, temporary).with("quarantineFraction", 0.1);
    assertThat(lenient.run().split("train").size()).isEqualTo(8);
    assertThat(lenient.directory().resolve("quarantine.csv"))
        .content()
        .startsWith("file,row,reason\n\"train-labels-idx1-ubyte\",7,\"label 77 is not");
    assertThat(lenient.metadata).containsEntry("quarantined", "1");
  }

  @Test
  void namedClassesReplaceNumbers() throws Exception {
    Path folder = write(new byte[] {0, 1, 2, 0, 1, 2}, 6);

    ImageDataset dataset =
        PreparedDataset.from("idx", folder, temporary)
            .with("classes", List.of("shirt", "shoe", "bag"))
            .with("validationFraction", 0.0)
            .run();

    assertThat(dataset.info().classes()).containsExactly("shirt", "shoe", "bag");
    assertThat(dataset.findSplit("validation")).isEmpty();
    assertThat(dataset.findSplit("test")).isEmpty();
  }

  @Test
  void imagesAreResizedAndColoured() throws Exception {
    Path folder = write(new byte[] {0, 1, 0, 1}, 4);

    ImageDataset dataset =
        PreparedDataset.from("idx", folder, temporary)
            .with("height", 6)
            .with("width", 8)
            .with("channels", "rgb")
            .run();

    assertThat(dataset.info().imageBytes()).isEqualTo(6 * 8 * 3);
    assertThat(dataset.info().mean()).hasSize(3);
  }

  @Test
  void aStepToldToStopStops() {
    assertThatThrownBy(() -> small().stopped().run()).isInstanceOf(StepStoppedException.class);
  }

  @Test
  void aMissingSourceIsNamed() {
    assertThatThrownBy(
            () -> PreparedDataset.from("idx", temporary.resolve("nowhere"), temporary).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nowhere does not exist");
  }

  private PreparedDataset small() throws IOException {
    return PreparedDataset.from("idx", DIGITS, temporary)
        .with("trainExamples", 700)
        .with("testExamples", 100)
        .with("shardSize", 100);
  }

  /** An uncompressed IDX pair of 4 x 4 images. */
  private Path write(byte[] labels, int images) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "idx");
    byte[] pixels = new byte[images * 16];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7);
    }
    Files.write(folder.resolve("train-images-idx3-ubyte"), idx(new int[] {images, 4, 4}, pixels));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(new int[] {labels.length}, labels));
    return folder;
  }

  private static byte[] idx(int[] shape, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x0800 | shape.length);
    for (int axis : shape) {
      out.writeInt(axis);
    }
    out.write(data);
    return bytes.toByteArray();
  }

  private static byte[] unzipped(String file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(DIGITS.resolve(file)))) {
      return in.readAllBytes();
    }
  }
}

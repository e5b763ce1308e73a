package io.stillhouse.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDatasetTest {
  @TempDir Path directory;

  @Test
  void rowsRunOverTheShards() throws IOException {
    ImageDataset dataset = DatasetFixture.write(directory, 3);
    Split train = dataset.split("train");

    assertThat(train.size()).isEqualTo(5);
    assertThat(Arrays.stream(train.rows()).mapToObj(train::id))
        .containsExactly(0L, 1L, 2L, 100L, 101L);
    assertThat(train.labels(new int[] {4, 3, 2}, 0, 2)).containsExactly(1, 0);
    assertThat(train.firstRow(1)).isEqualTo(3);
    assertThat(dataset.findSplit("validation")).isEmpty();
    assertThatThrownBy(() -> dataset.split("test")).hasMessageContaining("'test'");
    assertThatThrownBy(() -> train.id(5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> train.labelVectors(new int[] {0}, 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void descriptionsComeBackAsTheyWereWritten() throws IOException {
    DatasetInfo info = DatasetFixture.write(directory, 1).info();

    assertThat(DatasetJson.read(directory)).isEqualTo(info);
  }

  @Test
  void multiLabelRowsHaveVectorsAndGroups() throws IOException {
    new TensorFileWriter()
        .addBytes("images", new byte[2 * 4], 2, 2, 2, 1)
        .addBytes("labels", new byte[] {0, 1, 1, 1, 0, 0}, 2, 3)
        .addLongs("ids", new long[] {5, 6}, 2)
        .addLongs("groups", new long[] {17, 18}, 2)
        .write(directory.resolve("test-00000.safetensors"));
    DatasetJson.write(
        new DatasetInfo(
            "chest",
            Task.MULTILABEL,
            List.of("a", "b", "c"),
            2,
            2,
            1,
            Map.of(
                "test",
                new SplitInfo(
                    2, List.of(1, 1, 1), List.of(new ShardInfo("test-00000.safetensors", 2)))),
            List.of(0.5),
            List.of(0.5)),
        directory);

    Split test = ImageDataset.open(directory).split("test");

    assertThat(test.labelVectors(new int[] {1, 0}, 0, 2)).containsExactly(1, 0, 0, 0, 1, 1);
    assertThat(test.grouped()).isTrue();
    assertThat(test.group(1)).isEqualTo(18);
    assertThatThrownBy(() -> test.label(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLabelBeyondTheClassesIsNamed() throws IOException {
    DatasetFixture.write(directory, 1);
    new TensorFileWriter()
        .addBytes("images", new byte[2 * 20], 2, 5, 4, 1)
        .addLongs("labels", new long[] {0, 2}, 2)
        .addLongs("ids", new long[] {5, 6}, 2)
        .write(directory.resolve("train-00001.safetensors"));

    assertThatThrownBy(() -> ImageDataset.open(directory))
        .hasMessageContaining("train-00001.safetensors")
        .hasMessageContaining("row 1 has label 2");
  }

  @Test
  void shardNamesCannotLeaveTheFolder() throws IOException {
    DatasetFixture.write(directory, 1);
    Path json = directory.resolve(DatasetInfo.FILE_NAME);
    Files.writeString(json, Files.readString(json).replace("train-00000", "../../etc/train-00000"));

    assertThatThrownBy(() -> ImageDataset.open(directory))
        .hasMessageContaining("dataset.json")
        .hasMessageContaining("not a plain file name");
  }

  @Test
  void aMissingKeyIsNamedWithItsFile() throws IOException {
    DatasetFixture.write(directory, 1);
    Path json = directory.resolve(DatasetInfo.FILE_NAME);
    Files.writeString(json, Files.readString(json).replace("\"classes\"", "\"klasses\""));

    assertThatThrownBy(() -> ImageDataset.open(directory))
        .hasMessageContaining("dataset.json")
        .hasMessageContaining("'classes' is missing");
  }
}

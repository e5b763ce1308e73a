package io.stillhouse.steps.datasetprep.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.SplitInfo;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  @TempDir Path directory;

  @Test
  void everyImageStandsInTheRowOfItsClass() throws IOException {
    // Class c has one image, all of whose pixels have the level 10 + c.
    BufferedImage sheet = sheet(30);

    for (int c = 0; c < 30; c++) {
      int colour = 0xFF000000 | (10 + c) * 0x010101;
      Set<Integer> rows = new HashSet<>();
      for (int y = 0; y < sheet.getHeight(); y++) {
        for (int x = 0; x < sheet.getWidth(); x++) {
          if (sheet.getRGB(x, y) == colour) {
            rows.add(y);
          }
        }
      }
      // 30 classes stand in two columns of 15; an image of 8 is enlarged to 48.
      assertThat(rows).hasSize(48);
      assertThat((Collections.min(rows) - 68) / 52).as("row of class %d", c).isEqualTo(c % 15);
    }
  }

  @Test
  void theFontDistinguishesAllLettersAndDigits() throws IOException {
    PixelFont font = PixelFont.load();
    Set<String> shapes = new HashSet<>();
    String characters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.,:/()+%&'?";
    for (char character : characters.toCharArray()) {
      StringBuilder shape = new StringBuilder();
      for (int i = 0; i < PixelFont.WIDTH * PixelFont.HEIGHT; i++) {
        shape.append(font.isSet(character, i / PixelFont.WIDTH, i % PixelFont.WIDTH) ? '#' : '.');
      }
      assertThat(shapes.add(shape.toString())).as("%s looks like another", character).isTrue();
    }
    assertThat(font.isSet('é', 0, 1)).isEqualTo(font.isSet('?', 0, 1));
  }

  private BufferedImage sheet(int classes) throws IOException {
    byte[] images = new byte[classes * 64];
    long[] labels = new long[classes];
    for (int c = 0; c < classes; c++) {
      Arrays.fill(images, c * 64, (c + 1) * 64, (byte) (10 + c));
      labels[c] = c;
    }
    new TensorFileWriter()
        .addBytes("images", images, classes, 8, 8, 1)
        .addLongs("labels", labels, classes)
        .addLongs("ids", labels, classes)
        .write(directory.resolve("train-00000.safetensors"));
    DatasetJson.write(
        new DatasetInfo(
            "sheet",
            Task.MULTICLASS,
            IntStream.range(0, classes).mapToObj(c -> "class " + c).toList(),
            8,
            8,
            1,
            Map.of(
                "train",
                new SplitInfo(
                    classes,
                    Collections.nCopies(classes, 1),
                    List.of(new ShardInfo("train-00000.safetensors", classes)))),
            List.of(0.5),
            List.of(0.5)),
        directory);
    ImageDataset dataset = ImageDataset.open(directory);
    ContactSheet.write(dataset.info(), dataset.split(DatasetInfo.TRAIN), directory);
    return ImageIO.read(directory.resolve(ContactSheet.FILE_NAME).toFile());
  }
}

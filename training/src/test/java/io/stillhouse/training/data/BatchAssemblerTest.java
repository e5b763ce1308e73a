package io.stillhouse.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchAssemblerTest {
  private static final int PADDING = 6;
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyViewIsTheCropOfThePaddedImageMirroredAndNormalised(int channels) throws IOException {
    ImageDataset dataset = DatasetFixture.write(directory, channels);
    Split split = dataset.split("train");
    BatchAssembler assembler =
        new BatchAssembler(dataset.info(), new Augmentation(PADDING, true), 2, 2);

    // A padding wider than the image: some of these views show nothing of it.
    for (int dy = 0; dy <= 2 * PADDING; dy++) {
      for (int dx = 0; dx <= 2 * PADDING; dx++) {
        for (boolean flip : new boolean[] {false, true}) {
          View view = new View(dy, dx, flip);
          FloatBuffer batch =
              assembler
                  .assemble(split, new int[] {4, 0, 2}, 1, 3, (row, id) -> view)
                  .asFloatBuffer();
          assertThat(batch.remaining()).isEqualTo(2 * dataset.info().imageBytes());
          requireEqual(batch, dataset, 0, view, 0);
          requireEqual(batch, dataset, 2, view, 1);
        }
      }
    }
  }

  @Test
  void plainImagesAreOnlyNormalised() throws IOException {
    ImageDataset dataset = DatasetFixture.write(directory, 3);
    BatchAssembler assembler = new BatchAssembler(dataset.info(), new Augmentation(4, true), 5, 2);
    FloatBuffer batch =
        assembler.assemblePlain(dataset.split("train"), new int[] {3}, 0, 1).asFloatBuffer();

    byte[] pixels = new byte[dataset.info().imageBytes()];
    dataset.split("train").copyImage(3, pixels, 0);
    assertThat(batch.get(1)).isEqualTo((float) (((pixels[1] & 0xFF) / 255.0 - 0.5) / 1.0));
  }

  @Test
  void theViewIsAskedForWithRowAndId() throws IOException {
    ImageDataset dataset = DatasetFixture.write(directory, 1);
    BatchAssembler assembler = new BatchAssembler(dataset.info(), Augmentation.NONE, 5, 2);
    StringBuilder asked = new StringBuilder();

    assembler.assemble(
        dataset.split("train"),
        new int[] {4, 1},
        0,
        2,
        (row, id) -> {
          asked.append(row).append('=').append(id).append(' ');
          return new View(0, 0, false);
        });

    assertThat(asked).hasToString("4=101 1=1 ");
  }

  @Test
  void aBatchStaysUntouchedWhileTheNextIsAssembled() throws IOException {
    ImageDataset dataset = DatasetFixture.write(directory, 1);
    BatchAssembler assembler = new BatchAssembler(dataset.info(), Augmentation.NONE, 1, 2);
    Split split = dataset.split("train");

    ByteBuffer first = assembler.assemblePlain(split, new int[] {0}, 0, 1);
    float before = first.asFloatBuffer().get(0);
    ByteBuffer second = assembler.assemblePlain(split, new int[] {1}, 0, 1);

    assertThat(first.asFloatBuffer().get(0)).isEqualTo(before);
    assertThat(second.asFloatBuffer().get(0)).isNotEqualTo(before);
    assertThat(first.isDirect()).isTrue();
  }

  @Test
  void viewsOutsideThePaddedImageAndBatchesBeyondTheBufferAreRefused() throws IOException {
    ImageDataset dataset = DatasetFixture.write(directory, 1);
    BatchAssembler assembler = new BatchAssembler(dataset.info(), new Augmentation(1, false), 1, 2);
    Split split = dataset.split("train");

    assertThatThrownBy(
            () -> assembler.assemble(split, new int[1], 0, 1, (r, id) -> new View(3, 0, false)))
        .hasMessageContaining("padding of 1");
    assertThatThrownBy(() -> assembler.assemblePlain(split, new int[2], 0, 2))
        .hasMessageContaining("hold 1");
  }

  /** Compares with a plain reading of the definition: pad, crop, mirror, normalise. */
  private static void requireEqual(
      FloatBuffer batch, ImageDataset dataset, int row, View view, int position) {
    DatasetInfo info = dataset.info();
    byte[] pixels = new byte[info.imageBytes()];
    dataset.split("train").copyImage(row, pixels, 0);
    for (int y = 0; y < info.height(); y++) {
      for (int x = 0; x < info.width(); x++) {
        for (int c = 0; c < info.channels(); c++) {
          int sourceY = y + view.dy() - PADDING;
          int sourceX = (view.flip() ? info.width() - 1 - x : x) + view.dx() - PADDING;
          boolean inside =
              sourceY >= 0 && sourceY < info.height() && sourceX >= 0 && sourceX < info.width();
          int pixel =
              inside ? pixels[(sourceY * info.width() + sourceX) * info.channels() + c] & 0xFF : 0;
          double expected = (pixel / 255.0 - info.mean().get(c)) / info.standardDeviation().get(c);
          int index = ((position * info.height() + y) * info.width() + x) * info.channels() + c;
          assertThat((double) batch.get(index))
              .as("%s, y %d, x %d, channel %d", view, y, x, c)
              .isCloseTo(expected, Offset.offset(1e-6));
        }
      }
    }
  }
}

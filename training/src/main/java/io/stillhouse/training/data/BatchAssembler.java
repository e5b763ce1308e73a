package io.stillhouse.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Assembles batches for a network: uint8 images become normalised float32 [B, H, W, C] in a direct
 * buffer of native order, which an engine takes without a copy ({@code manager.create(buffer, new
 * Shape(B, H, W, C)).transpose(0, 3, 1, 2)}).
 *
 * <p>The padding that a crop may show is a raw pixel of 0, normalised like any other, as
 * torchvision's RandomCrop before Normalize has it.
 *
 * <p>An engine's array goes on using the buffer's memory, so buffers alternate: what {@link
 * #assemble} returned stays untouched during the next {@code buffers - 1} calls. Not safe for use
 * by several threads at once.
 */
public final class BatchAssembler {
  private final int height;
  private final int width;
  private final int channels;
  private final int padding;
  private final Normalisation normalisation;
  private final int capacity;
  private final ByteBuffer[] ring;
  private final byte[] pixels;
  private final float[] image;
  private int next;

  /**
   * Assembles batches of a dataset's images.
   *
   * @param capacity images in the largest batch
   * @param buffers how many buffers alternate, 2 or more
   */
  public BatchAssembler(DatasetInfo dataset, Augmentation augmentation, int capacity, int buffers) {
    if (capacity < 1 || buffers < 2) {
      throw new IllegalArgumentException(
          "%d buffers of %d images: at least 2 of 1 are needed".formatted(buffers, capacity));
    }
    height = dataset.height();
    width = dataset.width();
    channels = dataset.channels();
    padding = augmentation.padding();
    normalisation = new Normalisation(dataset.mean(), dataset.standardDeviation());
    this.capacity = capacity;
    pixels = new byte[dataset.imageBytes()];
    image = new float[pixels.length];
    int bytes = Math.multiplyExact(Math.multiplyExact(capacity, image.length), Float.BYTES);
    ring = new ByteBuffer[buffers];
    for (int i = 0; i < buffers; i++) {
      ring[i] = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
  }

  /**
   * Assembles the images {@code rows[from .. to-1]} of a split.
   *
   * @return float32 [to - from, H, W, C] from position 0 to the limit, native byte order
   * @throws IllegalArgumentException when the batch is larger than the capacity, or a view lies
   *     outside the padded image
   */
  public ByteBuffer assemble(Split split, int[] rows, int from, int to, ViewSource views) {
    int count = to - from;
    if (count > capacity) {
      throw new IllegalArgumentException(
          "a batch of %d images; the buffers hold %d".formatted(count, capacity));
    }
    ByteBuffer buffer = ring[next].clear();
    next = (next + 1) % ring.length;
    FloatBuffer floats = buffer.asFloatBuffer();
    for (int i = from; i < to; i++) {
      View view = views.view(rows[i], split.id(rows[i]));
      split.copyImage(rows[i], pixels, 0);
      render(view);
      floats.put(image);
    }
    return buffer.limit(count * image.length * Float.BYTES);
  }

  /** Assembles images as they are, for evaluation. */
  public ByteBuffer assemblePlain(Split split, int[] rows, int from, int to) {
    View plain = new View(padding, padding, false);
    return assemble(split, rows, from, to, (row, id) -> plain);
  }

  private void render(View view) {
    if (view.dy() < 0 || view.dy() > 2 * padding || view.dx() < 0 || view.dx() > 2 * padding) {
      throw new IllegalArgumentException(
          "%s is outside an image with a padding of %d".formatted(view, padding));
    }
    int top = view.dy() - padding;
    int left = view.dx() - padding;
    for (int c = 0; c < channels; c++) {
      float[] table = normalisation.table(c);
      if (top != 0 || left != 0) {
        fill(c, table[0]);
      }
      for (int y = Math.max(0, -top); y < Math.min(height, height - top); y++) {
        renderRow(c, table, y, y + top, left, view.flip());
      }
    }
  }

  private void fill(int channel, float value) {
    for (int i = channel; i < image.length; i += channels) {
      image[i] = value;
    }
  }

  /** Renders one channel of one row: the visible source columns go to their place in the crop. */
  private void renderRow(int channel, float[] table, int y, int sourceY, int left, boolean flip) {
    int firstColumn = Math.max(0, left);
    int columns = width - Math.abs(left);
    int source = (sourceY * width + firstColumn) * channels + channel;
    int x = firstColumn - left;
    int target = (y * width + (flip ? width - 1 - x : x)) * channels + channel;
    int step = flip ? -channels : channels;
    for (int i = 0; i < columns; i++) {
      image[target] = table[pixels[source] & 0xFF];
      source += channels;
      target += step;
    }
  }
}

package io.stillhouse.steps.modelexport.check;

import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Split;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Images as an exported file takes them: float32 [N,C,H,W], pixel / 255. One batch at a time; not
 * safe for use by two threads.
 */
final class RawImages {
  private static final float LARGEST_PIXEL = 255;

  private final Split split;
  private final byte[] pixels;
  private final FloatBuffer buffer;

  /**
   * @param capacity images of the largest batch, 1 or more
   */
  RawImages(Split split, int capacity) {
    this.split = split;
    pixels = new byte[split.dataset().imageBytes()];
    int bytes = Math.multiplyExact(Math.multiplyExact(capacity, pixels.length), Float.BYTES);
    buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** The images of the rows {@code from .. to-1}, valid until the next call. */
  FloatBuffer of(int from, int to) {
    buffer.clear();
    int channels = split.dataset().channels();
    for (int row = from; row < to; row++) {
      split.copyImage(row, pixels, 0);
      for (int channel = 0; channel < channels; channel++) {
        for (int i = channel; i < pixels.length; i += channels) {
          buffer.put((pixels[i] & 0xFF) / LARGEST_PIXEL);
        }
      }
    }
    return buffer.flip();
  }

  /** The axes of a batch. */
  long[] shape(int count) {
    DatasetInfo dataset = split.dataset();
    return new long[] {count, dataset.channels(), dataset.height(), dataset.width()};
  }
}

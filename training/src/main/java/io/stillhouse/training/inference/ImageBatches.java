package io.stillhouse.training.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.BatchAssembler;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.ViewSource;
import java.nio.ByteBuffer;

/**
 * Batches of a split as a network takes them: float32 [B,C,H,W] views of channels-last memory. One
 * batch at a time: an array is valid until the next one is made. Not safe for use by two threads.
 */
public final class ImageBatches {
  private static final int BUFFERS = 2;

  private final Split split;
  private final BatchAssembler assembler;

  /**
   * @param batchSize images in the largest batch, 1 or more
   */
  public ImageBatches(Split split, Augmentation augmentation, int batchSize) {
    this.split = split;
    assembler = new BatchAssembler(split.dataset(), augmentation, batchSize, BUFFERS);
  }

  /** The images {@code rows[from .. to-1]}, each in its view. */
  public NDArray augmented(NDManager manager, int[] rows, int from, int to, ViewSource views) {
    return array(manager, assembler.assemble(split, rows, from, to, views), to - from);
  }

  /** The images {@code rows[from .. to-1]} as they are. */
  public NDArray plain(NDManager manager, int[] rows, int from, int to) {
    return array(manager, assembler.assemblePlain(split, rows, from, to), to - from);
  }

  private NDArray array(NDManager manager, ByteBuffer pixels, int count) {
    Shape channelsLast =
        new Shape(
            count, split.dataset().height(), split.dataset().width(), split.dataset().channels());
    return manager.create(pixels, channelsLast, DataType.FLOAT32).transpose(0, 3, 1, 2);
  }
}

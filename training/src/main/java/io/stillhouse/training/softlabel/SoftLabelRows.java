package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.View;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The soft labels of consecutive rows of a shard, encoded as the shard file will hold them. Travels
 * between the workers of an extraction.
 */
public final class SoftLabelRows implements Serializable {
  private static final long serialVersionUID = 1;

  private final int firstRow;
  private final int rows;
  private final int views;
  private final int topK;
  private final byte[] ids;
  private final byte[] viewTriples;
  private final byte[] logits;
  private final byte[] indices;
  private final byte[] logSumExp;

  private SoftLabelRows(Encoder encoder) {
    firstRow = encoder.firstRow;
    rows = encoder.rows;
    views = encoder.views;
    topK = encoder.topK;
    ids = encoder.ids.array();
    viewTriples = encoder.viewTriples.array();
    logits = encoder.logits.array();
    indices = encoder.indices.array();
    logSumExp = encoder.logSumExp.array();
  }

  /** The first row's place in its shard. */
  public int firstRow() {
    return firstRow;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Views of each row. */
  public int views() {
    return views;
  }

  int topK() {
    return topK;
  }

  ByteBuffer ids() {
    return ByteBuffer.wrap(ids);
  }

  ByteBuffer viewTriples() {
    return ByteBuffer.wrap(viewTriples);
  }

  ByteBuffer logits() {
    return ByteBuffer.wrap(logits);
  }

  ByteBuffer indices() {
    return ByteBuffer.wrap(indices);
  }

  ByteBuffer logSumExp() {
    return ByteBuffer.wrap(logSumExp);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftLabelRows rows
        && firstRow == rows.firstRow
        && Arrays.equals(ids, rows.ids)
        && Arrays.equals(viewTriples, rows.viewTriples)
        && Arrays.equals(logits, rows.logits)
        && Arrays.equals(indices, rows.indices)
        && Arrays.equals(logSumExp, rows.logSumExp);
  }

  @Override
  public int hashCode() {
    return 31 * firstRow + Arrays.hashCode(logits);
  }

  /** Collects rows one by one, all views of a row after one another. */
  static final class Encoder {
    private final int firstRow;
    private final int rows;
    private final int views;
    private final int topK;
    private final ByteBuffer ids;
    private final ByteBuffer viewTriples;
    private final ByteBuffer logits;
    private final ByteBuffer indices;
    private final ByteBuffer logSumExp;

    /**
     * @param topK logits to keep of a view, 0 for all
     */
    Encoder(int firstRow, int rows, int views, int classes, int topK) {
      this.firstRow = firstRow;
      this.rows = rows;
      this.views = views;
      this.topK = topK;
      int kept = topK == 0 ? classes : topK;
      ids = littleEndian(rows * Long.BYTES);
      viewTriples = littleEndian(rows * views * 3);
      logits = littleEndian(Math.multiplyExact(rows * views, kept) * Short.BYTES);
      indices = littleEndian(topK == 0 ? 0 : rows * views * topK * Short.BYTES);
      logSumExp = littleEndian(topK == 0 ? 0 : rows * views * Float.BYTES);
    }

    void id(long id) {
      ids.putLong(id);
    }

    void view(View view, float[] viewLogits) {
      viewTriples.put((byte) view.dy()).put((byte) view.dx()).put((byte) (view.flip() ? 1 : 0));
      if (topK == 0) {
        for (float logit : viewLogits) {
          logits.putShort(HalfPrecision.encode(logit));
        }
        return;
      }
      for (int index : LargestLogits.indices(viewLogits, topK)) {
        indices.putShort((short) index);
        logits.putShort(HalfPrecision.encode(viewLogits[index]));
      }
      logSumExp.putFloat((float) LargestLogits.logSumExp(viewLogits));
    }

    SoftLabelRows encoded() {
      if (ids.hasRemaining() || logits.hasRemaining() || viewTriples.hasRemaining()) {
        throw new IllegalStateException("Not every row was encoded");
      }
      return new SoftLabelRows(this);
    }

    private static ByteBuffer littleEndian(int bytes) {
      return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}

package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.training.softlabel.SoftLabelRows;
import java.io.Serializable;
import java.util.List;

/**
 * The soft labels of part of a shard.
 *
 * @param rows a piece for each range; none when the worker has written the shard's file
 */
record ExtractedRows(List<SoftLabelRows> rows) implements Serializable {
  ExtractedRows {
    rows = List.copyOf(rows);
  }
}

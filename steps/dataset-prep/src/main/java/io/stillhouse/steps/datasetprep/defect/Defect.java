package io.stillhouse.steps.datasetprep.defect;

import java.io.Serializable;

/**
 * One image or row of a source that cannot be used.
 *
 * @param file the file or archive entry
 * @param row record or line in it counted from 1, or 0 when the file as a whole is meant
 * @param reason what is wrong and what to do
 */
public record Defect(String file, long row, String reason) implements Serializable {
  @Override
  public String toString() {
    return row == 0 ? file + ": " + reason : file + ", row " + row + ": " + reason;
  }
}

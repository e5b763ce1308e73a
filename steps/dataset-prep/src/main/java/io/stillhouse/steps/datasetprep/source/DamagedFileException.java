package io.stillhouse.steps.datasetprep.source;

import java.io.IOException;

/** One file of a source cannot be read as its archive promised; the message is the reason. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedFileException(String reason) {
    super(reason);
  }
}

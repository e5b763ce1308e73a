package io.stillhouse.steps.datasetprep.image;

/** An image cannot be used; the message is the reason and what to do. */
public final class DefectiveImageException extends Exception {
  private static final long serialVersionUID = 1L;

  public DefectiveImageException(String reason) {
    super(reason);
  }
}

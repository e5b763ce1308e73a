package io.stillhouse.steps.evaluation.report;

import java.util.Base64;

/** Content written into a page, so that the page needs no other file. */
public final class DataUri {
  private DataUri() {}

  /** A PNG image. */
  public static String png(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}

package io.stillhouse.model.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which ids a run and its parts are known in distributed traces (W3C Trace Context). They follow
 * from names, so that logs, traces and whoever knows a run's name agree without telling each other.
 *
 * @param traceId of the whole run: 32 hexadecimal digits, the head of the SHA-256 of its name
 */
public record TraceIdentity(String traceId) {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  /**
   * Of a run.
   *
   * @param name {@code pipelines/PIPELINE/runs/RUN}
   */
  public static TraceIdentity ofRun(String name) {
    return new TraceIdentity(digest(name, TRACE_BYTES));
  }

  /**
   * The id of a part of the run, 16 hexadecimal digits.
   *
   * @param part the run's own span is the empty text; a step's is its name
   */
  public String spanId(String part) {
    return digest(traceId + "/" + part, SPAN_BYTES);
  }

  private static String digest(String text, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

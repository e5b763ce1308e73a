package io.stillhouse.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The end of a log file. */
public final class LogTail {
  private static final int MAXIMUM_BYTES = 8 << 10;

  private LogTail() {}

  /** The last whole lines, at most 8 KiB of them; empty if there is no log. */
  public static String of(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - MAXIMUM_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return (from > 0 ? text.substring(text.indexOf('\n') + 1) : text).strip();
    } catch (IOException e) {
      return "";
    }
  }
}

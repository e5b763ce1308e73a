package io.stillhouse.launcher.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.function.Consumer;

/**
 * Takes the times off the lines of a log that was asked for with times, and drops lines that were
 * seen before the stream broke: a stream can only be continued by the second.
 */
final class TimestampedLines {
  private final Consumer<byte[]> sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String lastTime = "";
  private String skippedUpTo = "";

  /** Gives whole lines, with their ends, to the sink. */
  TimestampedLines(Consumer<byte[]> sink) {
    this.sink = sink;
  }

  /** The time of the last line that was taken, as it was written; empty before the first. */
  String lastTime() {
    return lastTime;
  }

  /** A new stream begins, which may repeat what was seen. */
  void reconnected() {
    line.reset();
    skippedUpTo = lastTime;
  }

  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      line.write(next);
      if (next == '\n') {
        flush();
      }
    }
  }

  /** The log is over; its last line may lack its end. */
  void end() {
    if (line.size() > 0) {
      flush();
    }
  }

  private void flush() {
    byte[] bytes = line.toByteArray();
    line.reset();
    int blank = 0;
    while (blank < bytes.length && bytes[blank] != ' ') {
      blank++;
    }
    String time = new String(bytes, 0, blank, StandardCharsets.US_ASCII);
    if (blank == bytes.length || !isTime(time)) {
      return; // a message of the kubelet's own, not the container's
    }
    if (!skippedUpTo.isEmpty() && !isAfter(time, skippedUpTo)) {
      return;
    }
    lastTime = time;
    byte[] text = new byte[bytes.length - blank - 1];
    System.arraycopy(bytes, blank + 1, text, 0, text.length);
    sink.accept(text);
  }

  private static boolean isTime(String text) {
    return text.length() >= 20 && text.charAt(4) == '-' && text.charAt(10) == 'T';
  }

  /** Fractions of a second come without trailing zeros, so that texts do not compare. */
  private static boolean isAfter(String time, String other) {
    return OffsetDateTime.parse(time).isAfter(OffsetDateTime.parse(other));
  }
}

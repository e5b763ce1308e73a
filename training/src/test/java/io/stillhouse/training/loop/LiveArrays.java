package io.stillhouse.training.loop;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Counts what managers hold. The engine tells it in no other way than by printing. */
final class LiveArrays {
  private static final Pattern COUNT = Pattern.compile("resource count: (\\d+)");

  private LiveArrays() {}

  /** Arrays and managers below a manager, at any depth. */
  static long below(NDManager manager) {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ((BaseNDManager) manager).debugDump(0);
    } finally {
      System.setOut(out);
    }
    return COUNT
        .matcher(printed.toString(StandardCharsets.UTF_8))
        .results()
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .sum();
  }
}

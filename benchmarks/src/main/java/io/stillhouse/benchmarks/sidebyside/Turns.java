package io.stillhouse.benchmarks.sidebyside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Lets work go on in blocks: a line with a number says how many units are to be done, the seconds
 * that they took are the answer. Between blocks the work stands still.
 */
final class Turns {
  private final BufferedReader requests;
  private final PrintStream answers;
  private long left;
  private long start;
  private boolean over;

  Turns(BufferedReader requests, PrintStream answers) {
    this.requests = requests;
    this.answers = answers;
  }

  /** Says that work can begin, and what is told about it; returns when the first turn begins. */
  void ready(String about) {
    answers.println("ready " + about);
    answers.flush();
    await();
  }

  /** A unit is done. At the end of a block this returns when the next one begins. */
  void done() {
    left--;
    if (left == 0) {
      answers.println(String.format(Locale.ROOT, "%.9f", (System.nanoTime() - start) / 1e9));
      answers.flush();
      await();
    }
  }

  /** Whether nothing more will be asked for. */
  boolean over() {
    return over;
  }

  private void await() {
    try {
      String line = requests.readLine();
      if (line == null) {
        over = true;
        left = Long.MAX_VALUE;
        return;
      }
      left = Long.parseLong(line.strip());
      start = System.nanoTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

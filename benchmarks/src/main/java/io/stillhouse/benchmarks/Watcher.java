package io.stillhouse.benchmarks;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One who watches a run as a page does, and keeps the positions of all points that it was told. It
 * looks for names and numbers in the text only: to parse 200 streams would measure the parser.
 */
final class Watcher implements Flow.Subscriber<String> {
  private static final String FIELD = "\"step\":\"";
  private static final String VALUE = "\"value\":";
  private static final String POINTS = "\"points\":[";
  private static final String POSITION_0 = "{\"name\":\"told\",\"value\"";
  private static final String ID = "id:";

  private final int points;
  private final DoubleConsumer values;
  private final CountDownLatch gone = new CountDownLatch(1);
  private final Map<String, BitSet> told = new HashMap<>();
  private String cursor = "";
  private long count;
  private boolean ended;
  private Flow.@Nullable Subscription subscription;

  /**
   * @param points how many each step tells
   * @param values is told every value
   */
  Watcher(int points, DoubleConsumer values) {
    this.points = points;
    this.values = values;
  }

  /** The same watcher on another connection. */
  Watcher again() {
    Watcher next = new Watcher(points, values);
    next.told.putAll(told);
    next.cursor = cursor;
    next.count = count;
    return next;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith(ID)) {
      cursor = line.substring(ID.length()).strip();
      return;
    }
    ended |= line.contains("\"ended\":true");
    BitSet positions = new BitSet();
    for (int at = line.indexOf(FIELD); at >= 0; at = line.indexOf(FIELD, at)) {
      at += FIELD.length();
      int end = line.indexOf('"', at);
      if (Character.isDigit(line.charAt(at))) {
        mark(positions, line, at, end);
      } else {
        positions = told.computeIfAbsent(line.substring(at, end), step -> new BitSet(points));
        // Position 0 is what JSON of messages leaves out.
        int first = line.indexOf(POINTS, end);
        if (first >= 0 && line.startsWith(POSITION_0, first + POINTS.length())) {
          positions.set(0);
        }
      }
    }
  }

  private void mark(BitSet positions, String line, int from, int to) {
    positions.set(Integer.parseInt(line, from, to, 10));
    count++;
    int value = line.indexOf(VALUE, to);
    if (value >= 0) {
      int end = line.indexOf('}', value);
      values.accept(Double.parseDouble(line.substring(value + VALUE.length(), end)));
    }
  }

  @Override
  public void onError(Throwable failure) {
    gone.countDown();
  }

  @Override
  public void onComplete() {
    gone.countDown();
  }

  /** Is open once the connection has ended. */
  CountDownLatch gone() {
    return gone;
  }

  /** Whether the run was told to be over. */
  boolean hasEnded() {
    return ended;
  }

  /** What to go on from. */
  String cursor() {
    return cursor;
  }

  /** How many points were told, those that were told twice as well. */
  long count() {
    return count;
  }

  /** How many of the points of all steps were never told. */
  long missing(int steps) {
    long different = told.values().stream().mapToLong(BitSet::cardinality).sum();
    return (long) steps * points - different;
  }
}

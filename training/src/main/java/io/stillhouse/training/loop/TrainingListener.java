package io.stillhouse.training.loop;

/**
 * Whom a training tells what it does. Every part is called often and should be cheap.
 *
 * @param progress how far the training is
 * @param points points of learning curves
 * @param messages what a user wants to know
 */
public record TrainingListener(Progress progress, Points points, Messages messages) {
  /** Takes progress. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Says how far the training is.
     *
     * @param stage what is being done: {@code epoch 3 of 30}
     * @param done units done of the whole training
     * @param total units of the whole training
     * @param unit what is counted
     */
    void report(String stage, long done, long total, String unit);
  }

  /** Takes points of curves. */
  @FunctionalInterface
  public interface Points {
    /** Adds a point; {@code step} counts optimiser steps. */
    void add(String curve, long step, double value);
  }

  /** Takes messages. */
  @FunctionalInterface
  public interface Messages {
    /** Says something. */
    void say(String text);
  }

  /** Tells nobody. */
  public static TrainingListener none() {
    return new TrainingListener(
        (stage, done, total, unit) -> {}, (curve, step, value) -> {}, text -> {});
  }
}

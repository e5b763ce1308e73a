package io.stillhouse.step;

/** Tells the user what a step is doing. Cheap enough for every turn of a loop. */
public interface Reporter {

  /**
   * Says how far the step is.
   *
   * @param stage what is being done: {@code epoch 3 of 30}
   * @param done units done over the whole step, 0 to total
   * @param total units in all over the whole step; 0 when it is not known
   * @param unit what is counted: {@code steps}, {@code images}
   */
  void progress(String stage, long done, long total, String unit);

  /**
   * Adds a point to a curve.
   *
   * @param name the curve, slashes between its parts: {@code train/loss}
   * @param step the position along the curve, 0 or more
   * @param value any value; a curve may show NaN and infinities
   */
  void metric(String name, long step, double value);

  /** Says something that a user wants to know. */
  void info(String message);

  /** Says something that a user should look at. */
  void warn(String message);
}

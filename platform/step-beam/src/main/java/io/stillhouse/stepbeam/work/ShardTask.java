package io.stillhouse.stepbeam.work;

import java.io.Serializable;

/** One piece of a step's work. What comes of it depends on it alone, so doing it again is safe. */
public interface ShardTask extends Serializable {

  /**
   * What tells it from the step's other tasks: letters, digits, {@code .}, {@code _}, {@code -}.
   */
  String name();
}

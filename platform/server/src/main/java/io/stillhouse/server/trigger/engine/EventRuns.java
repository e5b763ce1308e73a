package io.stillhouse.server.trigger.engine;

import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.v1.State;
import io.stillhouse.v1.TriggerEvent;

/** The runs of events. */
public interface EventRuns {

  /** A name that no run has yet. */
  String newRun(String pipeline);

  /**
   * Makes the run of an event under the name that the event has for it, and has it carried out,
   * unless that was done before.
   */
  void start(TriggerDefinition trigger, TriggerEvent event) throws InterruptedException;

  /** How far a run is. */
  Progress progress(String run);

  /** Asks to cancel a run. */
  void cancel(String run);

  /**
   * How far a run is.
   *
   * @param stage whether it is over
   * @param state how it ended; unspecified before
   */
  record Progress(Stage stage, State state) {}

  /** How far a run is. */
  enum Stage {
    /** Somebody is at work on it. */
    AT_WORK,
    /** It has ended. */
    ENDED,
    /** It has not ended, but nobody is at work on it. */
    ABANDONED,
    /** It was deleted. */
    GONE
  }
}

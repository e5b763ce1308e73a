package io.stillhouse.orchestrator.beam;

import io.stillhouse.v1.StepOutcome;
import java.util.Map;

/** What a transform calls to run its step. */
@FunctionalInterface
public interface StepBody {
  /**
   * Runs a step to its end.
   *
   * @param step the step's name
   * @param upstream the outcomes of the steps before it, by name
   */
  StepOutcome run(String step, Map<String, StepOutcome> upstream) throws InterruptedException;
}

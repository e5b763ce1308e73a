package io.stillhouse.orchestrator.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.v1.StepOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StepCallsTest {
  private static final Supplier<Map<String, StepOutcome>> NOTHING_BEFORE = Map::of;

  @Test
  void aStepIsStartedOnceHoweverOftenItIsAskedFor() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch finish = new CountDownLatch(1);
    try (StepCalls calls =
        new StepCalls(
            (step, upstream) -> {
              runs.incrementAndGet();
              finish.await();
              return outcome(step);
            })) {
      assertThat(calls.outcome("a", NOTHING_BEFORE)).isEmpty();
      assertThat(calls.outcome("a", NOTHING_BEFORE)).isEmpty();
      finish.countDown();

      assertThat(awaited(calls, "a").getStep()).isEqualTo("a");
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void stepsWorkSideBySide() throws Exception {
    CountDownLatch bothAtWork = new CountDownLatch(2);
    try (StepCalls calls =
        new StepCalls(
            (step, upstream) -> {
              bothAtWork.countDown();
              bothAtWork.await();
              return outcome(step);
            })) {
      awaited(calls, "a", "b");
    }
  }

  @Test
  void theOutcomesOfTheStepsBeforeItReachTheBody() throws Exception {
    try (StepCalls calls =
        new StepCalls(
            (step, upstream) -> outcome(step).toBuilder().setReason("" + upstream).build())) {
      Map<String, StepOutcome> before = Map.of("a", outcome("a"));
      assertThat(calls.outcome("b", () -> before)).isEmpty();

      assertThat(awaited(calls, "b").getReason()).isEqualTo("" + before);
    }
  }

  @Test
  void aFailureOfTheBodyNamesTheStepAndTheCause() {
    IllegalArgumentException fault = new IllegalArgumentException("fault");
    try (StepCalls calls =
        new StepCalls(
            (step, upstream) -> {
              throw fault;
            })) {
      assertThatThrownBy(() -> awaited(calls, "a"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("step a")
          .hasCause(fault);
    }
  }

  private static StepOutcome awaited(StepCalls calls, String... steps) throws Exception {
    StepOutcome last = StepOutcome.getDefaultInstance();
    for (String step : steps) {
      calls.outcome(step, NOTHING_BEFORE);
    }
    for (String step : steps) {
      Optional<StepOutcome> outcome = calls.outcome(step, NOTHING_BEFORE);
      while (outcome.isEmpty()) {
        calls.awaitChange();
        outcome = calls.outcome(step, NOTHING_BEFORE);
      }
      last = outcome.get();
    }
    return last;
  }

  private static StepOutcome outcome(String step) {
    return StepOutcome.newBuilder().setStep(step).build();
  }
}

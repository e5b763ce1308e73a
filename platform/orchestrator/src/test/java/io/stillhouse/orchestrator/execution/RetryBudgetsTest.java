package io.stillhouse.orchestrator.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.definition.RetryBudget;
import io.stillhouse.model.definition.RetryPolicy;
import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryBudgetsTest {
  private static final RetryPolicy.Backoff BACKOFF =
      new RetryPolicy.Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(3));

  private final RetryBudgets budgets =
      budgets(
          Map.of(
              RetryBudget.APPLICATION,
              1,
              RetryBudget.PREEMPTION,
              2,
              RetryBudget.OUT_OF_MEMORY,
              0,
              RetryBudget.EVICTION,
              1));

  private static RetryBudgets budgets(Map<RetryBudget, Integer> said) {
    return new RetryBudgets(new RetryPolicy(said, BACKOFF), new Random(1));
  }

  @Test
  void eachClassHasItsOwnBudget() {
    assertThat(budgets.take(ErrorClass.APPLICATION)).isPresent();
    assertThat(budgets.take(ErrorClass.APPLICATION)).isEmpty();
    assertThat(budgets.take(ErrorClass.PREEMPTION)).isPresent();
    assertThat(budgets.take(ErrorClass.EVICTION)).isPresent();
    assertThat(budgets.take(ErrorClass.EVICTION)).isEmpty();
    assertThat(budgets.take(ErrorClass.OUT_OF_MEMORY)).isEmpty();
    assertThat(budgets.take(ErrorClass.INVALID_INPUT)).isEmpty();
    assertThat(budgets.take(ErrorClass.CANCELLATION)).isEmpty();
  }

  @Test
  void withoutABudgetOfTheirOwnTimeoutsDrawOnTheBudgetOfTheApplication() {
    assertThat(budgets.take(ErrorClass.TIMEOUT)).isPresent();
    assertThat(budgets.take(ErrorClass.APPLICATION)).isEmpty();
  }

  @Test
  void timeoutsWithABudgetOfTheirOwnLeaveTheApplicationItsOwn() {
    RetryBudgets separate = budgets(Map.of(RetryBudget.APPLICATION, 1, RetryBudget.TIMEOUT, 1));

    assertThat(separate.take(ErrorClass.TIMEOUT)).isPresent();
    assertThat(separate.take(ErrorClass.TIMEOUT)).isEmpty();
    assertThat(separate.take(ErrorClass.APPLICATION)).isPresent();
  }

  @Test
  void whatNobodySaidHasItsStandardBudget() {
    RetryBudgets standard = budgets(Map.of());

    assertThat(standard.take(ErrorClass.NODE_LOSS)).isPresent();
    assertThat(standard.take(ErrorClass.IMAGE_PULL)).isPresent();
    assertThat(standard.take(ErrorClass.IMAGE_PULL)).isEmpty();
    assertThat(standard.take(ErrorClass.UNSCHEDULABLE)).isEmpty();
  }

  @Test
  void waitsGrowUpToTheirMaximumAndAreJittered() {
    Duration first = budgets.take(ErrorClass.INFRASTRUCTURE).orElseThrow();
    Duration second = budgets.take(ErrorClass.INFRASTRUCTURE).orElseThrow();
    Duration third = budgets.take(ErrorClass.INFRASTRUCTURE).orElseThrow();

    assertThat(first).isBetween(Duration.ofMillis(500), Duration.ofMillis(999));
    assertThat(second).isBetween(Duration.ofMillis(1000), Duration.ofMillis(1999));
    assertThat(third).isBetween(Duration.ofMillis(1500), Duration.ofMillis(2999));
  }
}

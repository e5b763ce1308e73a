package io.stillhouse.orchestrator.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.definition.RetryPolicy;
import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryBudgetsTest {
  private final RetryPolicy policy =
      new RetryPolicy(
          1, 3, 2, 0, new RetryPolicy.Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(3)));
  private final RetryBudgets budgets = new RetryBudgets(policy, new Random(1));

  @Test
  void eachClassHasItsOwnBudget() {
    assertThat(budgets.take(ErrorClass.APPLICATION)).isPresent();
    assertThat(budgets.take(ErrorClass.APPLICATION)).isEmpty();
    assertThat(budgets.take(ErrorClass.PREEMPTION)).isPresent();
    assertThat(budgets.take(ErrorClass.OUT_OF_MEMORY)).isEmpty();
    assertThat(budgets.take(ErrorClass.INVALID_INPUT)).isEmpty();
  }

  @Test
  void timeoutsDrawOnTheBudgetOfTheApplication() {
    assertThat(budgets.take(ErrorClass.TIMEOUT)).isPresent();
    assertThat(budgets.take(ErrorClass.APPLICATION)).isEmpty();
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

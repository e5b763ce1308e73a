package io.stillhouse.orchestrator.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.component.Cardinality;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunExecutionTest {
  private static final long[] NEVER = {0, 0};

  @TempDir Path folder;
  private TestRuns runs;

  @BeforeEach
  void prepare() throws Exception {
    runs = new TestRuns(folder);
  }

  @Test
  void outputsFlowFromStepToStep() throws Exception {
    RunOutcome run =
        runs.run(
            TestStep.named("a"),
            TestStep.named("b").one("a", Cardinality.ONE),
            TestStep.named("c").list("a", "b"));

    assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(runs.data(run, "c")).isEqualTo("c(a)(b(a))");
    assertThat(TestRuns.step(run, "a").getResult().getMetricsMap()).containsEntry("metric", 0.5);
    assertThat(run.getStepsList().stream().map(StepOutcome::getStep))
        .containsExactly("a", "b", "c");
  }

  @Test
  void independentStepsRunSideBySideWithinTheLimitOfCores() throws Exception {
    RunOutcome run =
        runs.limits(2000, 4096)
            .run(
                TestStep.named("a").script("sleep:700"),
                TestStep.named("b").script("sleep:700"),
                TestStep.named("c").script("sleep:700"),
                TestStep.named("d").script("sleep:700"));

    assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(mostAtOnce()).isEqualTo(2);
  }

  @Test
  void stepsThatBecomeReadyTogetherAreLetInAsThePlanOrdersThem() throws Exception {
    RunOutcome run =
        runs.limits(1000, 4096)
            .run(
                TestStep.named("first"),
                TestStep.named("d").list("first"),
                TestStep.named("b").list("first"),
                TestStep.named("c").list("first"),
                TestStep.named("a").list("first"));

    assertThat(
            run.getStepsList().stream()
                .sorted(Comparator.comparing(step -> Times.fromProto(step.getEndTime())))
                .map(StepOutcome::getStep))
        .containsExactly("first", "d", "b", "c", "a");
  }

  @Test
  void stepsStayWithinTheLimitOfMemory() throws Exception {
    runs.limits(8000, 600)
        .run(
            TestStep.named("a").script("sleep:300").memory(400),
            TestStep.named("b").script("sleep:300").memory(400),
            TestStep.named("c").script("sleep:300").memory(100));

    assertThat(mostAtOnce()).isEqualTo(2);
    Map<String, long[]> times = times();
    assertThat(times).containsKeys("a", "b");
    assertThat(overlap(times.getOrDefault("a", NEVER), times.getOrDefault("b", NEVER))).isFalse();
  }

  @Test
  void aFailureSkipsOnlyWhatDependsOnItAndEveryFailureIsReported() throws Exception {
    RunOutcome run =
        runs.run(
            TestStep.named("bad").script("fail"),
            TestStep.named("worse").script("invalid"),
            TestStep.named("good"),
            TestStep.named("after-bad").list("bad", "good"),
            TestStep.named("after-that").one("after-bad", Cardinality.OPTIONAL),
            TestStep.named("after-good").list("good"));

    assertThat(run.getState()).isEqualTo(State.FAILED);
    assertThat(states(run))
        .containsEntry("bad", State.FAILED)
        .containsEntry("worse", State.FAILED)
        .containsEntry("after-bad", State.SKIPPED)
        .containsEntry("after-that", State.SKIPPED)
        .containsEntry("after-good", State.SUCCEEDED);
    assertThat(TestRuns.step(run, "after-that").getBlockedByList()).containsExactly("bad");
    assertThat(errorClasses(run, "bad")).containsExactly(ErrorClass.APPLICATION);
    assertThat(errorClasses(run, "worse")).containsExactly(ErrorClass.INVALID_INPUT);
    assertThat(TestRuns.step(run, "bad").getAttempts(0).getError().getMessage())
        .contains("scripted failure");
    assertThat(TestRuns.step(run, "bad").getAttempts(0).getExitCode()).isEqualTo(1);
  }

  @Test
  void eachClassOfErrorHasItsOwnBudget() throws Exception {
    RunOutcome run =
        runs.run(
            TestStep.named("mixed").script("kill", "fail", "exit:75", "ok").retry(1, 2, 0),
            TestStep.named("memory").script("oom", "ok").retry(0, 0, 1).memory(300),
            TestStep.named("spent").script("fail").retry(2, 5, 5),
            TestStep.named("wrong").script("invalid").retry(9, 9, 9));

    assertThat(states(run))
        .containsEntry("mixed", State.SUCCEEDED)
        .containsEntry("memory", State.SUCCEEDED)
        .containsEntry("spent", State.FAILED)
        .containsEntry("wrong", State.FAILED);
    assertThat(errorClasses(run, "mixed"))
        .containsExactly(
            ErrorClass.INFRASTRUCTURE,
            ErrorClass.APPLICATION,
            ErrorClass.INFRASTRUCTURE,
            ErrorClass.ERROR_CLASS_UNSPECIFIED);
    assertThat(errorClasses(run, "memory"))
        .containsExactly(ErrorClass.OUT_OF_MEMORY, ErrorClass.ERROR_CLASS_UNSPECIFIED);
    assertThat(TestRuns.step(run, "spent").getAttemptsCount()).isEqualTo(3);
    assertThat(TestRuns.step(run, "wrong").getAttemptsCount()).isEqualTo(1);
  }

  @Test
  void anAttemptPastItsTimeoutIsStoppedAndCounted() throws Exception {
    RunOutcome run =
        runs.run(TestStep.named("slow").script("sleep:60000").timeout(Duration.ofSeconds(2)));

    assertThat(run.getState()).isEqualTo(State.FAILED);
    assertThat(errorClasses(run, "slow")).containsExactly(ErrorClass.TIMEOUT);
    assertThat(TestRuns.step(run, "slow").getAttempts(0).getError().getMessage())
        .contains("timeout of 2s");
  }

  @Test
  void aRetriedAttemptGoesOnFromTheCheckpoint() throws Exception {
    RunOutcome run =
        runs.run(TestStep.named("again").script("work:2:20:kill", "work:3:20").retry(0, 1, 0));

    assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(runs.trace("again.units")).containsExactly("0", "1", "2");
  }

  private int mostAtOnce() throws Exception {
    int now = 0;
    int most = 0;
    for (String line : runs.trace("events")) {
      now += line.startsWith("start") ? 1 : -1;
      most = Math.max(most, now);
    }
    return most;
  }

  private Map<String, long[]> times() throws Exception {
    Map<String, long[]> times = new HashMap<>();
    for (String line : runs.trace("events")) {
      String[] words = line.split(" ");
      times.computeIfAbsent(words[1], name -> new long[2])[words[0].equals("start") ? 0 : 1] =
          Long.parseLong(words[2]);
    }
    return times;
  }

  private static boolean overlap(long[] one, long[] other) {
    return one[0] < other[1] && other[0] < one[1];
  }

  private static Map<String, State> states(RunOutcome run) {
    Map<String, State> states = new HashMap<>();
    run.getStepsList().forEach(step -> states.put(step.getStep(), step.getState()));
    return states;
  }

  private static List<ErrorClass> errorClasses(RunOutcome run, String step) {
    return TestRuns.step(run, step).getAttemptsList().stream()
        .map(attempt -> attempt.getError().getErrorClass())
        .toList();
  }
}

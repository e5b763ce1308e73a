package io.stillhouse.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.flinksession.FlinkSession;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class FlinkRunTest {
  /** Less than the steps take. */
  private static final String HEARTBEAT_TIMEOUT_MILLIS = "5000";

  private static final String LONG_MILLIS = "7000";

  private static final String DIAMOND =
      """
      - {name: top, component: traced, parameters: {name: top, trace: TRACE}}
      - name: left
        component: traced
        parameters: {name: left, trace: TRACE, millis: LONG}
        inputs: {before: ["${steps.top.outputs.data}"]}
      - name: right
        component: traced
        parameters: {name: right, trace: TRACE, millis: LONG}
        inputs: {before: ["${steps.top.outputs.data}"]}
      - name: bottom
        component: traced
        parameters: {name: bottom, trace: TRACE}
        inputs: {before: ["${steps.left.outputs.data}", "${steps.right.outputs.data}"]}
      """
          .replace("LONG", LONG_MILLIS);

  @TempDir static Path sessionFolder;
  private static FlinkSession session;

  @TempDir Path folder;
  private Workplace workplace;

  @BeforeAll
  static void startSession() throws Exception {
    session =
        FlinkSession.start(
            sessionFolder,
            Workplace.testClassPath(),
            Map.of("heartbeat.interval", "1000", "heartbeat.timeout", HEARTBEAT_TIMEOUT_MILLIS),
            Map.of());
  }

  @AfterAll
  static void endSession() throws Exception {
    session.close();
  }

  @BeforeEach
  void openWorkplace() throws Exception {
    workplace = new Workplace(folder);
  }

  @Test
  void stepsRunOnTheSessionAndSiblingsSideBySideLongerThanAHeartbeatMayBeLate() {
    ToldSteps told = new ToldSteps();

    RunOutcome run =
        workplace.controller.execute(workplace.create(DIAMOND, session.master()), told);

    requireEachStepRanOnce(run);
    List<String> lines = workplace.lines();
    assertThat(lines.subList(0, 2)).containsExactly("start top", "end top");
    assertThat(lines.subList(2, 4)).containsExactlyInAnyOrder("start left", "start right");
    assertThat(lines.subList(4, 6)).containsExactlyInAnyOrder("end left", "end right");
    assertThat(lines.subList(6, 8)).containsExactly("start bottom", "end bottom");
    assertThat(told.lines)
        .containsSubsequence(
            "waiting top",
            "attempt 1 of top STARTED",
            "end of attempt 1 of top",
            "top SUCCEEDED",
            "attempt 1 of left STARTED",
            "left SUCCEEDED",
            "bottom SUCCEEDED");
    assertThat(jobs(run)).hasSize(1);
  }

  @Test
  void aTaskManagerThatDiesTakesNoStepWithIt() throws Exception {
    CompletableFuture<RunOutcome> run = start(workplace.create(DIAMOND, session.master()));
    workplace.await("start left");
    workplace.await("start right");

    session.killTaskManager();
    session.startTaskManager();

    requireEachStepRanOnce(run.get(120, TimeUnit.SECONDS));
  }

  @Test
  void aJobManagerThatDiesTakesNoStepWithIt() throws Exception {
    CompletableFuture<RunOutcome> run = start(workplace.create(DIAMOND, session.master()));
    workplace.await("start left");
    workplace.await("start right");

    session.killJobManager();
    Thread.sleep(2000); // a while without a session
    session.startJobManager();

    requireEachStepRanOnce(run.get(120, TimeUnit.SECONDS));
    session.awaitTaskManager();
  }

  @Test
  void theOwnerOfARunThatDiesTakesNoStepWithItAndLeavesNoJobBehind() throws Exception {
    RunLayout layout = workplace.create(DIAMOND, session.master());
    Process owner =
        OwnerProcess.start(workplace.storeFolder(), layout, folder.resolve("owner.log"));
    workplace.await("start left");
    workplace.await("start right");
    owner.destroyForcibly().waitFor();

    ToldSteps told = new ToldSteps();
    RunOutcome run = workplace.controller.execute(layout, told);

    requireEachStepRanOnce(run);
    assertThat(told.lines).contains("top SUCCEEDED", "attempt 1 of left ADOPTED");
    assertThat(jobs(run))
        .hasSize(2)
        .anySatisfy(job -> assertThat(job).contains("CANCELED"))
        .anySatisfy(job -> assertThat(job).contains("FINISHED"));
  }

  @Test
  void aSessionThatDiesAgainAndAgainTakesNoStepWithIt() throws Exception {
    RunLayout layout =
        workplace.create(
            IntStream.range(0, 6)
                .mapToObj(
                    i ->
                        """
                        - name: step-NUMBER
                          component: traced
                          parameters: {name: step-NUMBER, trace: TRACE, millis: 6000}
                        """
                                .replace("NUMBER", "" + i)
                            + (i < 2
                                ? ""
                                : "  inputs: {before: [\"${steps.step-%d.outputs.data}\"]}\n"
                                    .formatted(i - 2)))
                .collect(Collectors.joining()),
            session.master());
    CompletableFuture<RunOutcome> running = start(layout);
    workplace.await("start step-0");
    Random random = new Random(7);
    int kills = 0;
    while (!running.isDone() && kills < 8) {
      kills++;
      if (random.nextBoolean()) {
        session.killTaskManager();
        session.startTaskManager();
      } else {
        session.killJobManager();
        session.startJobManager();
      }
      Thread.sleep(random.nextInt(2000, 7000));
    }
    RunOutcome run = running.get(120, TimeUnit.SECONDS);
    session.awaitTaskManager();

    assertThat(kills).isGreaterThan(2);
    assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(run.getStepsList())
        .hasSize(6)
        .allSatisfy(step -> assertThat(step.getAttemptsList()).hasSize(1));
    assertThat(workplace.lines().stream().filter(line -> line.startsWith("start"))).hasSize(6);
  }

  @Test
  void cancelingStopsTheStepsAndEndsTheJob() throws Exception {
    RunLayout layout = workplace.create(DIAMOND.replace(LONG_MILLIS, "100000"), session.master());
    CompletableFuture<RunOutcome> running = start(layout);
    workplace.await("start left");
    workplace.await("start right");

    assertThat(workplace.controller.cancel(layout)).isEmpty();
    RunOutcome run = running.get(60, TimeUnit.SECONDS);

    assertThat(run.getState()).isEqualTo(State.CANCELED);
    assertThat(Workplace.step(run, "top").getState()).isEqualTo(State.SUCCEEDED);
    assertThat(Workplace.step(run, "left").getState()).isEqualTo(State.CANCELED);
    assertThat(workplace.lines()).contains("stop left", "stop right").doesNotContain("end left");
    assertThat(jobs(run)).hasSize(1).allSatisfy(job -> assertThat(job).contains("FINISHED"));
  }

  @Test
  void aRunIsCanceledAlsoWhenItsSessionIsGone() throws Exception {
    RunLayout layout = workplace.create(DIAMOND.replace(LONG_MILLIS, "100000"), session.master());
    CompletableFuture<RunOutcome> running = start(layout);
    workplace.await("start left");
    workplace.await("start right");
    session.killTaskManager();
    session.killJobManager();
    try {
      assertThat(workplace.controller.cancel(layout)).isEmpty();
      RunOutcome run = running.get(60, TimeUnit.SECONDS);

      assertThat(run.getState()).isEqualTo(State.CANCELED);
      assertThat(workplace.lines()).contains("stop left", "stop right");
    } finally {
      session.startJobManager();
      session.startTaskManager();
      session.awaitTaskManager();
    }
  }

  @Test
  void aRunThatWaitsForASlotIsCanceledWithoutOne() throws Exception {
    session.killTaskManager();
    try {
      RunLayout layout = workplace.create(DIAMOND, session.master());
      CompletableFuture<RunOutcome> running = start(layout);
      awaitJob(layout);
      assertThat(workplace.controller.cancel(layout)).isEmpty();

      assertThat(running.get(60, TimeUnit.SECONDS).getState()).isEqualTo(State.CANCELED);
      assertThat(workplace.lines()).isEmpty();
    } finally {
      session.startTaskManager();
      session.awaitTaskManager();
    }
  }

  @Test
  void aStepThatFailsFailsThoseAfterItAndNotThePipeline() {
    RunOutcome run =
        workplace.controller.execute(
            workplace.create(
                DIAMOND
                    .replace("name: left, trace", "name: left, fail: true, trace")
                    .replace(LONG_MILLIS, "10"),
                session.master()),
            RunListener.NONE);

    assertThat(run.getState()).isEqualTo(State.FAILED);
    StepOutcome left = Workplace.step(run, "left");
    assertThat(left.getAttempts(0).getError().getMessage()).contains("it was to fail");
    assertThat(Workplace.step(run, "right").getState()).isEqualTo(State.SUCCEEDED);
    assertThat(Workplace.step(run, "bottom").getBlockedByList()).containsExactly("left");
    assertThat(jobs(run)).hasSize(1).allSatisfy(job -> assertThat(job).contains("FINISHED"));
  }

  @Test
  void moreStepsNeedOneOutcomeThanFlinkLetsReadIt() {
    String readers =
        IntStream.range(0, 70)
            .mapToObj(
                i ->
                    """
                    - name: reader-NUMBER
                      component: traced
                      when: steps.top.metrics['none'] > 0
                      parameters: {name: reader, trace: TRACE}
                      inputs: {before: ["${steps.top.outputs.data}"]}
                    """
                        .replace("NUMBER", "" + i))
            .collect(Collectors.joining());

    RunOutcome run =
        workplace.controller.execute(
            workplace.create(
                "- {name: top, component: traced, parameters: {name: top, trace: TRACE}}\n"
                    + readers,
                session.master()),
            RunListener.NONE);

    assertThat(run.getStepsCount()).isEqualTo(71);
    assertThat(Workplace.step(run, "top").getState()).isEqualTo(State.SUCCEEDED);
    assertThat(Workplace.step(run, "reader-69").getReason()).contains("none");
    assertThat(jobs(run)).hasSize(1);
  }

  private CompletableFuture<RunOutcome> start(RunLayout layout) {
    return CompletableFuture.supplyAsync(
        () -> workplace.controller.execute(layout, RunListener.NONE));
  }

  private static void awaitJob(RunLayout run) throws InterruptedException {
    while (jobs(run).isEmpty()) {
      Thread.sleep(100);
    }
  }

  private void requireEachStepRanOnce(RunOutcome run) {
    assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(run.getStepsList())
        .allSatisfy(step -> assertThat(step.getAttemptsList()).hasSize(1));
    assertThat(workplace.lines().stream().filter(line -> line.startsWith("start")))
        .containsExactlyInAnyOrder("start top", "start left", "start right", "start bottom");
  }

  /** The Flink jobs of a run, as the session tells of them. */
  private static List<String> jobs(RunOutcome run) {
    return jobs(RunLayout.ofName(run.getRun()));
  }

  private static List<String> jobs(RunLayout run) {
    try {
      String prefix = Submission.jobPrefix(run);
      return List.of(session.get("jobs/overview").split("(?=\\{\"jid\")")).stream()
          .filter(job -> job.contains(prefix))
          .toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

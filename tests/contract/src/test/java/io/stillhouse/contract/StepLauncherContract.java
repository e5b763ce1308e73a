package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.model.run.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every launcher keeps, wherever it lets steps work. The steps are scripts of a shell. */
@Timeout(300)
abstract class StepLauncherContract {
  private static final String UNTIL_TOLD_TO_END =
      "trap 'echo asked; exit 75' TERM; echo ready; while true; do sleep 0.1 2> /dev/null; done";

  private static final String DEAF = "trap '' TERM; echo ready; while true; do sleep 0.1; done";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", System.getenv("PATH"), "SECRET_OF_THE_USER", "must not leak");

  private final List<StepLauncher> opened = new ArrayList<>();

  @TempDir Path temporary;
  private LauncherPlatform platform;
  private StepLauncher launcher;

  /** Makes a platform for one test, or skips it and says why. */
  abstract LauncherPlatform platform(Path temporary) throws Exception;

  @BeforeEach
  void openLauncher() throws Exception {
    platform = platform(temporary);
    launcher = open();
  }

  @AfterEach
  void closeLaunchers() throws Exception {
    opened.forEach(StepLauncher::close);
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  void theStepGetsItsTaskWhatIsDeclaredAndNothingElseOfTheCaller() throws Exception {
    LaunchRequest request = request("env; echo end of list", Map.of("DECLARED", "as it is"));

    assertThat(run(request).exitCode()).hasValue(0);
    assertThat(log(request))
        .contains(
            "STILLHOUSE_TASK=" + request.task() + "\n",
            "OMP_NUM_THREADS=1\n",
            "OMP_WAIT_POLICY=passive\n",
            "DECLARED=as it is\n",
            "end of list\n")
        .doesNotContain("SECRET_OF_THE_USER");
  }

  @ParameterizedTest
  @EnumSource
  void exitCodesArriveAsTheyAre(ExitCode code) throws Exception {
    AttemptExit exit = run(request("exit " + code.code()));

    assertThat(exit).isEqualTo(AttemptExit.of(code.code()));
  }

  @Test
  void bothOutputsAreKeptInTheStoreInOrderAndTheLastWordsAreTheirs() throws Exception {
    LaunchRequest request =
        request("echo one; sleep 0.2; echo two >&2; sleep 0.2; echo three; exit 7");

    assertThat(run(request).exitCode()).hasValue(7);
    assertThat(log(request)).isEqualTo("one\ntwo\nthree\n");
    assertThat(launcher.lastWords(request)).isEqualTo("one\ntwo\nthree");
    assertThat(open().lastWords(request)).isEqualTo("one\ntwo\nthree");
  }

  @Test
  void theLogIsReadableWhileTheStepWorks() throws Exception {
    LaunchRequest request = request(UNTIL_TOLD_TO_END);
    LaunchedAttempt launched = launcher.launch(request);

    while (!log(request).equals("ready\n")) {
      assertThat(launched.exit()).isNotDone();
      Thread.sleep(20);
    }
    stop(launched);
  }

  @Test
  void theTimeAtWhichTheProcessBeganIsTold() throws Exception {
    Instant before = Instant.now().minusSeconds(2);
    LaunchedAttempt launched = launcher.launch(request("sleep 1"));

    assertThat(launched.running().get(2, TimeUnit.MINUTES)).isBetween(before, Instant.now());
    assertThat(exit(launched).exitCode()).hasValue(0);
  }

  @Test
  void launchingTwiceStartsOneCopy() throws Exception {
    LaunchRequest request = request("echo started; sleep 1");
    LaunchedAttempt first = launcher.launch(request);
    LaunchedAttempt second = launcher.launch(request);
    LaunchedAttempt elsewhere = open().launch(request);

    assertThat(exit(first).exitCode()).hasValue(0);
    exit(second);
    exit(elsewhere);
    assertThat(log(request)).isEqualTo("started\n");
    assertThat(platform.copies(request)).isEqualTo(1);
  }

  @Test
  void launchersThatRaceStartOneCopy() throws Exception {
    LaunchRequest request = request("echo started; sleep 1");
    List<Callable<LaunchedAttempt>> racers = new ArrayList<>();
    for (int racer = 0; racer < 4; racer++) {
      StepLauncher own = open();
      racers.add(() -> own.launch(request));
    }
    for (Future<LaunchedAttempt> raced : atOnce(racers)) {
      exit(raced.get());
    }

    assertThat(log(request)).isEqualTo("started\n");
    assertThat(platform.copies(request)).isEqualTo(1);
  }

  @Test
  void aNameThatIsGivenUpWhileItIsLaunchedIsEitherSpentOrAdopted() throws Exception {
    for (int number = 1; number <= 6; number++) {
      LaunchRequest request = request(number, "echo started", 1 << 30, Map.of());
      StepLauncher other = open();
      List<Callable<Optional<LaunchedAttempt>>> both =
          List.of(
              () -> other.adopt(request),
              () -> {
                try {
                  return Optional.of(launcher.launch(request));
                } catch (LaunchException spent) {
                  return Optional.empty();
                }
              });
      Future<Optional<LaunchedAttempt>> adopted = atOnce(both).get(0);

      if (adopted.get().isPresent()) {
        exit(adopted.get().get());
        assertThat(platform.copies(request)).isEqualTo(1);
      } else {
        Thread.sleep(200);
        assertThat(platform.copies(request)).isZero();
      }
    }
  }

  @Test
  void anotherLauncherAdoptsARunningAttemptAndSeesItsEnd() throws Exception {
    LaunchRequest request = request(UNTIL_TOLD_TO_END);
    LaunchedAttempt launched = launcher.launch(request);
    awaitReady(request, launched);
    launcher.close();

    StepLauncher second = open();
    LaunchedAttempt adopted = second.adopt(request).orElseThrow();
    assertThat(adopted.running().get(1, TimeUnit.MINUTES)).isBefore(Instant.now());
    assertThat(adopted.exit()).isNotDone();
    AttemptExit exit = stop(adopted);

    if (platform.keepsExitCodes()) {
      assertStopped(exit, 75);
    }
    assertThat(second.lastWords(request)).isEqualTo("ready\nasked");
    assertThat(log(request)).isEqualTo("ready\nasked\n");
    assertThat(platform.copies(request)).isEqualTo(1);
  }

  @Test
  void anotherLauncherAdoptsAnEndedAttempt() throws Exception {
    LaunchRequest request = request("echo over; exit 64");
    run(request);
    launcher.close();

    StepLauncher second = open();
    AttemptExit exit = exit(second.adopt(request).orElseThrow());
    assertThat(exit)
        .isEqualTo(platform.keepsExitCodes() ? AttemptExit.of(64) : AttemptExit.unseen());
    assertThat(second.lastWords(request)).isEqualTo("over");
    assertThat(log(request)).isEqualTo("over\n");
  }

  @Test
  void whatWasNeverLaunchedIsNotAdoptedAndItsNameIsSpent() throws Exception {
    LaunchRequest request = request("echo started");

    assertThat(launcher.adopt(request)).isEmpty();
    assertThat(launcher.adopt(request)).isEmpty();
    assertThatThrownBy(() -> launcher.launch(request))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("gave it up");
    assertThatThrownBy(() -> open().launch(request)).isInstanceOf(LaunchException.class);
    assertThat(open().adopt(request)).isEmpty();
    assertThat(platform.copies(request)).isZero();
  }

  @Test
  void stoppingLetsTheStepEndByItself() throws Exception {
    LaunchRequest request = request(UNTIL_TOLD_TO_END);
    LaunchedAttempt launched = launcher.launch(request);
    awaitReady(request, launched);

    assertStopped(stop(launched), 75);
    assertThat(log(request)).isEqualTo("ready\nasked\n");
  }

  @Test
  void stoppingKillsAStepThatDoesNotListen() throws Exception {
    LaunchRequest request = request(DEAF);
    LaunchedAttempt launched = launcher.launch(request);
    awaitReady(request, launched);
    Instant told = Instant.now();
    launched.stop(Duration.ofSeconds(1));
    launched.stop(Duration.ofSeconds(1));

    assertStopped(exit(launched), 137);
    assertThat(Duration.between(told, Instant.now()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
  }

  @Test
  void aStepThatIsKilledFromOutsideIsNotTheStepsOwnFailure() throws Exception {
    LaunchRequest request = request(DEAF);
    LaunchedAttempt launched = launcher.launch(request);
    awaitReady(request, launched);
    platform.kill(request);

    AttemptExit exit = exit(launched);
    ErrorClass errorClass =
        exit.failure()
            .map(PlatformFailure::errorClass)
            .or(() -> ExitCode.errorClass(exit.exitCode().orElseThrow()))
            .orElseThrow();
    assertThat(errorClass)
        .isIn(ErrorClass.INFRASTRUCTURE, ErrorClass.PREEMPTION, ErrorClass.EVICTION);
    assertThat(launcher.lastWords(request)).isEqualTo("ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec dd if=/dev/zero of=/dev/null bs=400M count=1",
        "dd if=/dev/zero of=/dev/null bs=400M count=1 || exit 1"
      })
  void usingMoreMemoryThanAskedForIsToldAsThat(String hog) throws Exception {
    assumeThat(platform.limitsMemory())
        .as("this platform does not hold steps to their memory")
        .isTrue();
    AttemptExit exit = run(request(1, hog, 64 << 20, Map.of()));

    assertThat(exit.failure().map(PlatformFailure::errorClass)).hasValue(ErrorClass.OUT_OF_MEMORY);
    assertThat(exit.failure().orElseThrow().message()).contains("64Mi", "resources.memory");
  }

  @Test
  void manyAttemptsAtOnceAllEndAsTheyShould() throws Exception {
    List<LaunchedAttempt> launched = new ArrayList<>();
    for (int number = 1; number <= 12; number++) {
      launched.add(
          launcher.launch(
              request(number, "echo " + number + "; exit " + number, 1 << 30, Map.of())));
    }
    for (int number = 1; number <= 12; number++) {
      assertThat(exit(launched.get(number - 1)).exitCode()).hasValue(number);
      assertThat(log(request(number, "", 1 << 30, Map.of()))).isEqualTo(number + "\n");
    }
  }

  @Test
  void closingStopsNothing() throws Exception {
    LaunchRequest request = request("echo ready; sleep 2; echo went on");
    LaunchedAttempt launched = launcher.launch(request);
    awaitReady(request, launched);
    launcher.close();

    StepLauncher second = open();
    exit(second.adopt(request).orElseThrow());
    assertThat(second.lastWords(request)).isEqualTo("ready\nwent on");
  }

  /** Another launcher of the same run, as another process would have it. */
  StepLauncher open() {
    StepLauncher another = platform.open(ENVIRONMENT);
    opened.add(another);
    return another;
  }

  LauncherPlatform platform() {
    return platform;
  }

  StepLauncher launcher() {
    return launcher;
  }

  LaunchRequest request(String script) {
    return request(script, Map.of());
  }

  LaunchRequest request(String script, Map<String, String> environment) {
    return request(1, script, 1 << 30, environment);
  }

  /** The request for an attempt that is a script, with the task that belongs to it. */
  LaunchRequest request(
      int number, String script, long memoryBytes, Map<String, String> environment) {
    return Scripts.request(
        platform, number, script, new ResourceRequest(500, memoryBytes, 0), environment);
  }

  AttemptExit run(LaunchRequest request) throws Exception {
    return exit(launcher.launch(request));
  }

  static AttemptExit exit(LaunchedAttempt launched) throws Exception {
    return launched.exit().get(2, TimeUnit.MINUTES);
  }

  static AttemptExit stop(LaunchedAttempt launched) throws Exception {
    launched.stop(Duration.ofSeconds(30));
    return exit(launched);
  }

  private void assertStopped(AttemptExit exit, int code) {
    assertThat(exit.failure()).isEmpty();
    if (platform.seesStoppedStepsEnd() || exit.exitCode().isPresent()) {
      assertThat(exit.exitCode()).hasValue(code);
    }
  }

  void awaitReady(LaunchRequest request, LaunchedAttempt launched) throws Exception {
    while (!launcher.lastWords(request).contains("ready")) {
      assertThat(launched.exit()).isNotDone();
      Thread.sleep(20);
    }
  }

  /** What lies in the store of an attempt's log. */
  String log(LaunchRequest request) {
    return platform
        .store()
        .read(request.attempt().layout().log())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  private static <T> List<Future<T>> atOnce(List<Callable<T>> calls) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      return threads.invokeAll(calls);
    } finally {
      threads.shutdown();
    }
  }
}

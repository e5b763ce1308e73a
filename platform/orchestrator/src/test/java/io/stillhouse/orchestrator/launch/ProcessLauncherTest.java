package io.stillhouse.orchestrator.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.AttemptName;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.Execution;
import io.stillhouse.model.component.JavaExecution;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.resource.ResourceRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLauncherTest {
  private static final ResourceRequest TWO_CORES = new ResourceRequest(2000, 1L << 30, 0);

  private static final AttemptName ATTEMPT =
      AttemptName.ofFolder("digits/20260101-000000-abcdef/train/1");

  @TempDir Path folder;
  private ProcessLauncher launcher;

  @BeforeEach
  void prepare() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SECRET_OF_THE_USER", "must not leak");
    launcher = new ProcessLauncher(folder, name -> folder, environment);
  }

  @Test
  void theProcessGetsItsTaskAndLittleElseOfTheEnvironment() throws Exception {
    AttemptExit exit = run("env", Map.of("DECLARED", "yes"));

    assertThat(exit.exitCode()).hasValue(0);
    assertThat(log())
        .contains("STILLHOUSE_TASK=file:///store/task.json")
        .contains("OMP_NUM_THREADS=2")
        .contains("OMP_WAIT_POLICY=passive")
        .contains("DECLARED=yes")
        .contains("PATH=")
        .doesNotContain("SECRET_OF_THE_USER");
  }

  @Test
  void theExitCodeAndBothOutputsAreKept() throws Exception {
    AttemptExit exit = run("echo one; echo two >&2; exit 7", Map.of());

    assertThat(exit.exitCode()).hasValue(7);
    assertThat(log()).isEqualTo("one\ntwo\n");
    assertThat(launcher.lastWords(request("", Map.of()))).isEqualTo("one\ntwo");
  }

  @Test
  void theProcessLeadsASessionOfItsOwnSoThatTheTerminalDoesNotReachIt() throws Exception {
    run("ps -o pid=,sid= -p $$", Map.of());

    String[] numbers = log().strip().split("\\s+");
    assertThat(numbers[0]).isEqualTo(numbers[1]);
  }

  @Test
  void launchingTwiceStartsOneProcess() throws Exception {
    LaunchRequest request = request("echo started; sleep 1", Map.of());
    LaunchedAttempt first = launcher.launch(request);
    LaunchedAttempt second =
        new ProcessLauncher(folder, name -> folder, System.getenv()).launch(request);
    first.exit().get(1, TimeUnit.MINUTES);
    second.exit().get(1, TimeUnit.MINUTES);

    assertThat(log()).isEqualTo("started\n");
  }

  @Test
  void anAttemptThatWasGivenUpNeverStarts() throws Exception {
    LaunchRequest request = request("echo started", Map.of());

    assertThat(launcher.adopt(request)).isEmpty();
    assertThatThrownBy(() -> launcher.launch(request)).isInstanceOf(LaunchException.class);
    assertThat(folder.resolve(ATTEMPT + "/log.txt")).doesNotExist();
  }

  @Test
  void anotherLauncherAdoptsALivingProcessAndSeesItsEnd() throws Exception {
    LaunchRequest request = request("sleep 1", Map.of());
    LaunchedAttempt started = launcher.launch(request);
    Path claim = folder.resolve(ATTEMPT + "/process");
    while (!Files.exists(claim)) {
      Thread.sleep(5);
    }
    LaunchedAttempt adopted =
        new ProcessLauncher(folder, name -> folder, System.getenv()).adopt(request).orElseThrow();

    assertThat(adopted.exit()).isNotDone();
    adopted.exit().get(1, TimeUnit.MINUTES);
    assertThat(started.exit().get(1, TimeUnit.SECONDS).exitCode()).hasValue(0);
  }

  @Test
  void aProcessThatGotTheNumberOfADeadOneIsNotAdopted() throws Exception {
    LaunchRequest request = request("true", Map.of());
    launcher.launch(request).exit().get(1, TimeUnit.MINUTES);
    Path claim = folder.resolve(ATTEMPT + "/process");
    String ended = Files.readString(claim);
    long own = ProcessHandle.current().pid();
    Files.writeString(claim, ended.replaceFirst("pid [0-9]+", "pid " + own));

    assertThat(ProcessHandle.current().isAlive()).isTrue();
    assertThat(launcher.adopt(request).orElseThrow().exit()).isDone();
    assertThat(ProcessLauncher.isAlive(folder.resolve(ATTEMPT.toString()))).isFalse();
  }

  @Test
  void stoppingEndsTheWholeTreeFirstKindlyThenByForce() throws Exception {
    LaunchRequest request =
        request("trap 'echo asked' TERM; sleep 600 & echo $!; while true; do wait; done", Map.of());
    LaunchedAttempt launched = launcher.launch(request);
    while (!Files.exists(folder.resolve(ATTEMPT + "/log.txt")) || log().isEmpty()) {
      Thread.sleep(5);
    }
    launched.stop(Duration.ofMillis(500));
    AttemptExit exit = launched.exit().get(1, TimeUnit.MINUTES);

    assertThat(exit.exitCode()).hasValue(137);
    assertThat(exit.failure()).isEmpty();
    String[] lines = log().split("\n");
    assertThat(lines).contains("asked");
    awaitEnd(lines[0]);
  }

  @Test
  void whatAStepLeavesBehindEndsWithIt() throws Exception {
    run("sleep 600 & echo $!", Map.of());

    awaitEnd(log().strip());
  }

  /** Waits until the kernel has got to a process that was killed. */
  private static void awaitEnd(String pid) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (isAtWork(pid)) {
      assertThat(System.nanoTime()).as("process %s is still alive", pid).isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private static boolean isAtWork(String pid) {
    try {
      return !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z");
    } catch (IOException e) {
      return false; // it has gone
    }
  }

  @Test
  void aComponentThatIsNotBuiltIsNamed() {
    LaunchRequest request =
        request(new JavaExecution("Main", "missing.jar", "classpath"), Map.of());

    assertThatThrownBy(() -> launcher.launch(request))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("component shell is not built")
        .hasMessageContaining("missing.jar");
  }

  private AttemptExit run(String script, Map<String, String> environment) throws Exception {
    return launcher.launch(request(script, environment)).exit().get(1, TimeUnit.MINUTES);
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve(ATTEMPT + "/log.txt"));
  }

  private static LaunchRequest request(String script, Map<String, String> environment) {
    return request(new CommandExecution(List.of("/bin/sh", "-c", script)), environment);
  }

  private static LaunchRequest request(Execution execution, Map<String, String> environment) {
    return new LaunchRequest(
        ATTEMPT,
        URI.create("file:///store"),
        URI.create("file:///store/task.json"),
        component(execution),
        "an/image",
        List.of(),
        TWO_CORES,
        Scheduling.ANYWHERE,
        environment,
        Map.of(),
        Optional.empty());
  }

  private static Component component(Execution execution) {
    return new Component(
        "shell",
        "",
        "none",
        execution,
        Map.of(),
        Map.of(),
        Map.of(),
        ResourceRequest.DEFAULT,
        Set.of());
  }
}

package io.stillhouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.platforms.Installation;
import io.stillhouse.platforms.Installation.Output;
import io.stillhouse.platforms.Installation.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes of a run are killed with SIGKILL at random moments, the command and the steps alike,
 * and the run is resumed until it ends: the student must be the one of an undisturbed run, bit for
 * bit.
 */
class KillAndResumeTest {
  private static final int KILLS_A_RUN = 4;

  @TempDir static Path shared;
  @TempDir Path workspace;

  private static Installation installation;
  private static Path definition;
  private static byte[] undisturbed;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    installation = Installation.ofThisBuild();
    definition = shared.resolve("small.yaml");
    try (var yaml = KillAndResumeTest.class.getResourceAsStream("/small.yaml")) {
      Files.copy(yaml, definition);
    }
    Path reference = Files.createDirectory(shared.resolve("reference"));
    Output output = installation.run(reference, runArguments());
    assertThat(output.exit()).as("%s", output).isZero();
    undisturbed = student(reference);
  }

  @AfterEach
  void leaveNothingRunning() {
    Installation.stepProcesses(workspace).forEach(ProcessHandle::destroyForcibly);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aRunWhoseProcessesAreKilledEndsWithTheSameStudent(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> kills = new ArrayList<>();
    Running running = installation.start(workspace, runArguments());
    while (kills.size() < KILLS_A_RUN) {
      boolean ended = running.process().waitFor(1000 + random.nextInt(6000), TimeUnit.MILLISECONDS);
      if (ended && running.process().exitValue() == 0) {
        break;
      }
      kills.add(kill(random, running));
      if (!running.process().isAlive()) {
        running = installation.start(workspace, goOnArguments());
      }
    }
    Output last = running.await();
    assertThat(last.exit()).as("after %s: %s", kills, last).isZero();
    assertThat(kills).isNotEmpty();
    assertThat(student(workspace)).as("the student after %s", kills).isEqualTo(undisturbed);
    assertThat(Installation.stepProcesses(workspace)).as("processes left over").isEmpty();
  }

  @Test
  void theSameRunAgainIsServedFromTheCacheAndADamagedArtifactIsMadeAgain() throws Exception {
    Output first = installation.run(workspace, runArguments());
    assertThat(first.exit()).as("%s", first).isZero();
    Path run = StoreFiles.onlyRun(workspace, "small");
    long attempts = StoreFiles.attempts(run);

    Output again = installation.run(workspace, runArguments());
    assertThat(again.exit()).as("%s", again).isZero();
    List<Path> runs = StoreFiles.runs(workspace, "small");
    assertThat(runs).hasSize(2);
    assertThat(StoreFiles.attempts(runs.get(1))).isZero();

    Path weights = StoreFiles.output(run, "scratch", "model", "weights.safetensors");
    byte[] damaged = Files.readAllBytes(weights);
    damaged[damaged.length / 2] ^= 1;
    Files.write(weights, damaged);
    Output repaired = installation.run(workspace, runArguments());
    assertThat(repaired.exit()).as("%s", repaired).isZero();
    Path last = StoreFiles.runs(workspace, "small").get(2);
    assertThat(StoreFiles.attempts(last)).as("of %s", attempts).isEqualTo(1);
    assertThat(Files.readString(last.resolve("scratch/outcome.json"))).contains("weights");
  }

  private String kill(Random random, Running running) throws InterruptedException {
    List<ProcessHandle> steps = Installation.stepProcesses(workspace);
    boolean killCommand = steps.isEmpty() || random.nextBoolean();
    boolean killSteps = !steps.isEmpty() && (!killCommand || random.nextBoolean());
    if (killCommand) {
      running.process().destroyForcibly().waitFor();
    }
    if (killSteps) {
      steps.get(random.nextInt(steps.size())).destroyForcibly();
    }
    return killCommand ? killSteps ? "command and step" : "command" : "step";
  }

  // Before the run was recorded there is nothing to resume.
  private String[] goOnArguments() throws IOException {
    Path runs = workspace.resolve(".stillhouse/store/small");
    boolean recorded =
        Files.isDirectory(runs)
            && StoreFiles.runs(workspace, "small").stream()
                .anyMatch(run -> Files.exists(run.resolve("run.json")));
    return recorded ? new String[] {"resume", "latest"} : runArguments();
  }

  private static String[] runArguments() {
    return new String[] {"run", definition.toString(), "-p", "source=" + installation.digits()};
  }

  private static byte[] student(Path workspace) throws IOException {
    return Files.readAllBytes(
        StoreFiles.output(
            StoreFiles.onlyRecordedRun(workspace, "small"),
            "student",
            "model",
            "weights.safetensors"));
  }
}

package io.stillhouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.endtoend.Installation.Output;
import io.stillhouse.endtoend.Installation.Running;
import io.stillhouse.platforms.DockerEngine;
import io.stillhouse.platforms.FakeGcsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run promises whose steps are containers and whose store is Google Cloud Storage: the same
 * student as that of processes on this machine, bit for bit, also when everything is killed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunsElsewhere {
  /** The prefix is that of a local store, so that what looks into one can look into the bucket. */
  static final String STORE = "gs://" + FakeGcsServer.BUCKET + "/.stillhouse/store";

  /** How clients find the object storage. */
  static final String EMULATOR = "STORAGE_EMULATOR_HOST";

  private static final int KILLS_A_RUN = 5;

  @TempDir static Path shared;
  private Path workspace = Path.of("");
  private Path bucket = Path.of("");
  private FakeGcsServer gcs;
  private final Installation installation = Installation.ofThisBuild();
  private Path definition = Path.of("");
  private byte[] studentOfProcesses = {};

  /** Where the steps run. */
  interface Platform {
    /** The arguments of {@code run} that say so. */
    List<String> arguments();

    /** What every command needs in its environment to reach the platform. */
    Map<String, String> variables();

    /** Kills something of the platform; says what, or nothing if there was nothing to kill. */
    String kill(Random random) throws IOException, InterruptedException;

    /** What is left of the run's attempts. */
    List<String> leftOver() throws IOException, InterruptedException;

    /** Removes whatever is left, after a test that failed. */
    void clear() throws IOException, InterruptedException;
  }

  /** Brings the platform up, or skips the test. */
  abstract Platform platform(DockerEngine engine, FakeGcsServer gcs)
      throws IOException, InterruptedException;

  /** The definition as this platform is to run it; its steps' results must not depend on that. */
  String adapted(String definition) {
    return definition;
  }

  private Platform platform;

  @BeforeEach
  void prepare() throws Exception {
    DockerEngine engine = DockerEngine.orSkip();
    if (studentOfProcesses.length == 0) {
      engine.build(installation.home());
      definition = shared.resolve("small.yaml");
      try (var yaml = RunsElsewhere.class.getResourceAsStream("/small.yaml")) {
        Files.copy(yaml, definition);
      }
      Path reference = Files.createDirectory(shared.resolve("reference"));
      Output output = installation.run(reference, runArguments());
      assertThat(output.exit()).as("%s", output).isZero();
      studentOfProcesses = student(reference);
      Files.writeString(definition, adapted(Files.readString(definition)));
    }
    workspace = Files.createTempDirectory(shared, "workspace");
    Path objects = Files.createTempDirectory(shared, "objects");
    gcs = FakeGcsServer.start(engine.gateway(), objects);
    bucket = objects.resolve(FakeGcsServer.BUCKET);
    platform = platform(engine, gcs);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    if (platform != null) {
      platform.clear();
    }
    if (gcs != null) {
      gcs.close();
    }
  }

  @Test
  void theStudentIsThatOfProcessesOnThisMachineBitForBit() throws Exception {
    Output output = start(runArguments()).await();

    assertThat(output.exit()).as("%s", output).isZero();
    assertThat(student(bucket)).isEqualTo(studentOfProcesses);
    assertThat(platform.leftOver()).isEmpty();
    Path run = StoreFiles.onlyRecordedRun(bucket, "small");
    assertThat(StoreFiles.attempts(run)).isEqualTo(9);
    assertThat(Files.readString(run.resolve("student/1/log.txt"))).contains("epoch 2 of 2");

    Output again = start(runArguments()).await();
    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(again.out()).contains("9 of 9 steps from the cache");
  }

  @Test
  void aRunOfWhichEverythingIsKilledEndsWithTheSameStudent() throws Exception {
    Random random = new Random(1);
    List<String> kills = new ArrayList<>();
    Running running = start(runArguments());
    while (kills.size() < KILLS_A_RUN) {
      boolean ended =
          running.process().waitFor(2_000 + random.nextInt(8_000), TimeUnit.MILLISECONDS);
      if (ended && running.process().exitValue() == 0) {
        break;
      }
      String killed = kill(random, running);
      if (!killed.isEmpty()) {
        kills.add(killed);
      }
      if (!running.process().isAlive()) {
        running = start(isRecorded() ? new String[] {"resume", "latest"} : runArguments());
      }
    }
    Output last = running.await();

    assertThat(last.exit()).as("after %s: %s", kills, last).isZero();
    assertThat(kills).isNotEmpty();
    assertThat(student(bucket)).as("the student after %s", kills).isEqualTo(studentOfProcesses);
    assertThat(platform.leftOver()).as("after %s", kills).isEmpty();
  }

  @Test
  void aCanceledRunLeavesNothingRunning() throws Exception {
    Running running = start(runArguments());
    while (running.process().isAlive() && !isWorking()) {
      Thread.sleep(200);
    }

    Output cancel = start("cancel", "latest").await();
    Output output = running.await();

    assertThat(cancel.exit()).as("%s", cancel).isZero();
    assertThat(output.exit()).as("%s", output).isEqualTo(1);
    assertThat(output.out()).contains("CANCELED");
    assertThat(platform.leftOver()).isEmpty();
  }

  private String kill(Random random, Running running) throws Exception {
    return switch (random.nextInt(4)) {
      case 0 -> {
        running.process().destroyForcibly().waitFor();
        yield "command";
      }
      case 1 -> {
        gcs.restartAfter(Duration.ofSeconds(1 + random.nextInt(4)));
        yield "object storage";
      }
      default -> platform.kill(random);
    };
  }

  private boolean isWorking() throws IOException {
    return isRecorded()
        && Files.exists(StoreFiles.onlyRecordedRun(bucket, "small").resolve("dataset/1/holder"));
  }

  private boolean isRecorded() throws IOException {
    return Files.isDirectory(bucket.resolve(".stillhouse/store/small"))
        && StoreFiles.runs(bucket, "small").stream()
            .anyMatch(run -> Files.exists(run.resolve("run.json")));
  }

  private Running start(String... arguments) throws IOException {
    boolean choosesPlatform = arguments[0].equals("run");
    String[] all =
        Stream.of(
                Stream.of(arguments),
                Stream.of("--store", STORE),
                choosesPlatform ? platform.arguments().stream() : Stream.<String>empty())
            .flatMap(part -> part)
            .toArray(String[]::new);
    Map<String, String> variables = new TreeMap<>(platform.variables());
    variables.put(EMULATOR, gcs.address().toString());
    return installation.start(workspace, variables, all);
  }

  private String[] runArguments() {
    return new String[] {"run", definition.toString(), "-p", "source=" + installation.digits()};
  }

  private static byte[] student(Path store) throws IOException {
    return Files.readAllBytes(
        StoreFiles.output(
            StoreFiles.onlyRecordedRun(store, "small"), "student", "model", "weights.safetensors"));
  }
}

package io.stillhouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.platforms.DockerEngine;
import io.stillhouse.platforms.FakeGcsServer;
import io.stillhouse.platforms.Installation;
import io.stillhouse.platforms.Installation.Output;
import io.stillhouse.platforms.Installation.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Numbers with commas between; the killed run is made once with each. */
  private static final String SEEDS = "stillhouse.kill.seeds";

  private static final int UNTIL_NEXT_TRY = 100;

  @TempDir static Path shared;
  private Path workspace = Path.of("");
  private Path bucket = Path.of("");
  private FakeGcsServer gcs;
  private final Installation installation = Installation.ofThisBuild();
  private Path definition = Path.of("");
  private byte[] studentOfProcesses = {};
  private final List<Running> started = new ArrayList<>();

  /** Where the steps run. */
  interface Platform {
    /** The arguments of {@code run} that say so. */
    List<String> arguments();

    /** What every command needs in its environment to reach the platform. */
    Map<String, String> variables();

    /** What of the platform can be killed, by name. */
    Map<String, Kill> kinds();

    /** What is left of the run's attempts. */
    List<String> leftOver() throws IOException, InterruptedException;

    /** Removes whatever is left, after a test that failed. */
    void clear() throws IOException, InterruptedException;
  }

  /** Kills one thing of a kind. */
  @FunctionalInterface
  interface Kill {
    /** Returns whether there was something at work to be killed. */
    boolean hits(Random random) throws IOException, InterruptedException;
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
    for (Running command : started) {
      command.process().destroyForcibly().waitFor();
    }
    started.clear();
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

  static LongStream seeds() {
    return Stream.of(System.getProperty(SEEDS, "1").split(",")).mapToLong(Long::parseLong);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRunOfWhichEveryKindOfThingIsKilledEndsWithTheSameStudent(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> killed = new ArrayList<>();
    start(runArguments());

    List<String> spared = killEachKind(random, killed);
    Output last = command().await();
    System.out.printf("%s, seed %d: killed %s%n", getClass().getSimpleName(), seed, killed);

    assertThat(last.exit()).as("after %s: %s", killed, last).isZero();
    assertThat(spared).as("the run ended before these were killed").isEmpty();
    assertThat(student(bucket)).as("the student after %s", killed).isEqualTo(studentOfProcesses);
    assertThat(platform.leftOver()).as("after %s", killed).isEmpty();
  }

  /** Until the run has ended; returns the kinds that this came too late for. */
  private List<String> killEachKind(Random random, List<String> killed) throws Exception {
    Map<String, Kill> kinds = new TreeMap<>(platform.kinds());
    kinds.put("object storage", this::killObjectStorage);
    kinds.put("command", any -> killCommand());
    List<String> pending = new ArrayList<>(kinds.keySet());
    Collections.shuffle(pending, random);
    int pause = pause(random);
    while (!pending.isEmpty() && !hasRunEndedWithin(pause)) {
      Kill next = Objects.requireNonNull(kinds.get(pending.get(0)));
      boolean hit = next.hits(random);
      if (hit) {
        killed.add(pending.remove(0));
      }
      pause = hit ? pause(random) : UNTIL_NEXT_TRY;
      if (!command().process().isAlive()) {
        start(isRecorded() ? new String[] {"resume", "latest"} : runArguments());
      }
    }
    return pending;
  }

  private boolean hasRunEndedWithin(int millis) throws InterruptedException {
    Process process = command().process();
    return process.waitFor(millis, TimeUnit.MILLISECONDS) && process.exitValue() == 0;
  }

  private static int pause(Random random) {
    return 1_000 + random.nextInt(6_000);
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

  @Test
  void gcStopsWhatIsLeftOfARunOnWhichNobodyIsAtWork() throws Exception {
    start(runArguments());
    while (command().process().isAlive() && !isWorking()) {
      Thread.sleep(200);
    }
    assertThat(killCommand()).isTrue();

    Output early = start("gc").await();
    assertThat(early.exit()).as("%s", early).isZero();
    assertThat(early.out()).as("its owner was heard of just now").doesNotContain("platform");
    Output gc = start("gc", "--abandoned-after", "0").await();

    assertThat(gc.exit()).as("%s", gc).isZero();
    assertThat(gc.out()).containsPattern("platform.* small/.*[1-9] (container|Job)s?");
    assertThat(platform.leftOver()).isEmpty();
  }

  private boolean killCommand() throws InterruptedException {
    Process process = command().process();
    boolean hit = process.isAlive();
    process.destroyForcibly().waitFor();
    return hit;
  }

  private boolean killObjectStorage(Random random) throws IOException, InterruptedException {
    gcs.restartAfter(Duration.ofSeconds(1 + random.nextInt(4)));
    return true;
  }

  /** Whether the first step of the one run is at work. */
  boolean isWorking() throws IOException {
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
    return start(choosesPlatform ? platform.arguments() : List.of(), arguments);
  }

  /** Starts a command on the store. */
  Running start(List<String> more, String... arguments) throws IOException {
    String[] all =
        Stream.of(Stream.of(arguments), Stream.of("--store", STORE), more.stream())
            .flatMap(part -> part)
            .toArray(String[]::new);
    Map<String, String> variables = new TreeMap<>(platform.variables());
    variables.put(EMULATOR, gcs.address().toString());
    Running command = installation.start(workspace, variables, all);
    started.add(command);
    return command;
  }

  /** The command that was started last. */
  private Running command() {
    return started.get(started.size() - 1);
  }

  /** The folder of the one run that was recorded, in the bucket. */
  Path run() throws IOException {
    return StoreFiles.onlyRecordedRun(bucket, "small");
  }

  /** Whether the one run has made what processes of this machine make. */
  void assertTheStudentIsThatOfProcesses() throws IOException {
    assertThat(student(bucket)).isEqualTo(studentOfProcesses);
  }

  /** What is left of the run's attempts. */
  List<String> leftOver() throws IOException, InterruptedException {
    return platform.leftOver();
  }

  /** {@code run} with its definition. */
  String[] runArguments() {
    return new String[] {"run", definition.toString(), "-p", "source=" + installation.digits()};
  }

  private static byte[] student(Path store) throws IOException {
    return Files.readAllBytes(
        StoreFiles.output(
            StoreFiles.onlyRecordedRun(store, "small"), "student", "model", "weights.safetensors"));
  }
}

package io.stillhouse.dataparallel;

import static io.stillhouse.dataparallel.Workplace.digest;
import static io.stillhouse.dataparallel.Workplace.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.flinksession.FlinkSession;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DatasetOnFlinkTest {
  private static final Checkout CHECKOUT = Checkout.ofThisBuild();

  @TempDir static Path sessionFolder;
  private static FlinkSession session;

  @TempDir Path folder;
  private Workplace place;

  @BeforeAll
  static void startSession() throws IOException, InterruptedException {
    session = FlinkSession.start(sessionFolder, CHECKOUT.sessionClassPath(), Map.of(), Map.of(), 2);
  }

  @AfterAll
  static void stopSession() throws InterruptedException {
    if (session != null) {
      session.close();
    }
  }

  @BeforeEach
  void makePlace() throws IOException {
    place = new Workplace(folder, CHECKOUT);
  }

  @Test
  void digitsBecomeTheSameDatasetWhereverTheyAreDecoded() throws InterruptedException {
    RunLayout run =
        place.create(
            """
            - name: direct
              component: dataset-prep
              cache: false
              parameters: {format: idx, source: DIGITS, shardSize: 500}
            - name: flink
              component: dataset-prep
              cache: false
              dataParallel: {runner: flink, parallelism: 4}
              parameters: {format: idx, source: DIGITS, shardSize: 500}
            """
                .replace("DIGITS", CHECKOUT.digits().toString()),
            Map.of("master", session.master()));

    RunOutcome outcome = place.execute(run);

    assertThat(outcome.getState()).as(outcome.toString()).isEqualTo(State.SUCCEEDED);
    assertThat(digest(outcome, "flink")).isEqualTo(digest(outcome, "direct"));
    new ArtifactReader(place.store)
        .verify(step(outcome, "flink").getResult().getOutputsOrThrow("dataset"));
    assertThat(session.get("jobs/overview"))
        .contains("stillhouse/" + run.folder() + "/flink/1/_work/decoding")
        .doesNotContain("RUNNING");
    assertThat(place.store.list(run.folder() + "/flink/1/_work")).isEmpty();
  }

  @Test
  void whereItWasDecodedIsNoPartOfTheCacheKey() throws InterruptedException {
    String step =
        """
        - name: digits
          component: dataset-prep
          dataParallel: {runner: RUNNER}
          parameters: {format: idx, source: DIGITS, trainExamples: 500, testExamples: 100}
        """
            .replace("DIGITS", CHECKOUT.digits().toString());
    Map<String, String> here = Map.of("master", session.master());
    RunOutcome first = place.execute(place.create(step.replace("RUNNER", "flink"), here));
    RunOutcome second = place.execute(place.create(step.replace("RUNNER", "direct"), Map.of()));

    assertThat(step(first, "digits").getCached()).as(first.toString()).isFalse();
    assertThat(step(second, "digits").getCached()).isTrue();
    assertThat(digest(second, "digits")).isEqualTo(digest(first, "digits"));
  }

  @Test
  void aTaskManagerThatIsKilledCostsWhatItWasDoing() throws Exception {
    Path pictures = Pictures.draw(folder.resolve("pictures"), 400);
    RunLayout run = place.create(decoding(pictures), Map.of("master", session.master()));
    CompletableFuture<RunOutcome> running = place.start(run);
    place.awaitResults(run, "flink", 1);
    session.killTaskManager();
    session.startTaskManager();

    RunOutcome outcome = running.get();
    session.awaitTaskManager();

    assertThat(outcome.getState()).as(outcome.toString()).isEqualTo(State.SUCCEEDED);
    assertThat(step(outcome, "flink").getAttemptsCount()).isEqualTo(1);
    assertThat(place.log(run, "flink", 1)).contains("what is not done is submitted again");
    assertThat(digest(outcome, "flink")).isEqualTo(digest(outcome, "direct"));
  }

  @Test
  void aStepThatIsToldToStopTakesItsJobWithIt() throws Exception {
    Path pictures = Pictures.draw(folder.resolve("pictures"), 400);
    RunLayout run = place.create(onFlink(pictures), Map.of("master", session.master()));
    CompletableFuture<RunOutcome> running = place.start(run);
    place.awaitResults(run, "flink", 1);
    place.controller.cancel(run);

    assertThat(running.get().getState()).isEqualTo(State.CANCELED);
    assertThat(jobs(run)).containsExactly("CANCELED");
    assertThat(place.store.list(run.folder() + "/flink/1/_work")).isEmpty();
  }

  @Test
  void theNextAttemptOfAKilledStepCancelsTheJobOfTheFirst() throws Exception {
    Path pictures = Pictures.draw(folder.resolve("pictures"), 400);
    RunLayout run = place.create(decoding(pictures), Map.of("master", session.master()));
    CompletableFuture<RunOutcome> running = place.start(run);
    place.awaitResults(run, "flink", 1);
    place.kill(run, "flink", 1);

    RunOutcome outcome = running.get();

    assertThat(outcome.getState()).as(outcome.toString()).isEqualTo(State.SUCCEEDED);
    assertThat(step(outcome, "flink").getAttemptsCount()).isEqualTo(2);
    assertThat(digest(outcome, "flink")).isEqualTo(digest(outcome, "direct"));
    assertThat(jobs(run)).hasSize(2).doesNotContain("RUNNING", "RESTARTING", "CREATED");
  }

  @Test
  void whatAWorkerFindsWrongWithTheSourceIsToldLikeInTheStepsOwnProcess() throws Exception {
    Path pictures = Pictures.draw(folder.resolve("pictures"), 20);
    Files.writeString(pictures.resolve("train/a/0002.png"), "no picture");
    RunOutcome outcome =
        place.execute(place.create(decoding(pictures), Map.of("master", session.master())));

    assertThat(outcome.getState()).isEqualTo(State.FAILED);
    StepError error = step(outcome, "flink").getAttempts(0).getError();
    assertThat(error.getErrorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
    assertThat(error.getMessage()).contains("train/a/0002.png");
    assertThat(error.getMessage())
        .isEqualTo(step(outcome, "direct").getAttempts(0).getError().getMessage());
  }

  @Test
  void aSessionThatIsNotThereIsToldAsTheInfrastructuresFault() throws Exception {
    RunOutcome outcome =
        place.execute(
            place.create(
                onFlink(CHECKOUT.digits()).replace("image-folder", "idx")
                    + "  retry: {infrastructure: 0}\n",
                Map.of("master", "127.0.0.1:1")));

    StepError error = step(outcome, "flink").getAttempts(0).getError();
    assertThat(error.getErrorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
    assertThat(error.getMessage())
        .contains(
            "the Flink session at 127.0.0.1:1 does not answer (nobody accepts connections there)");
  }

  @Test
  void aRunWithoutASessionIsRefusedBeforeItExists() {
    assertThatThrownBy(() -> place.create(onFlink(CHECKOUT.digits()), Map.of()))
        .hasMessageContaining("step flink asks for a Flink session (dataParallel)");
  }

  private static String onFlink(Path pictures) {
    return """
        - name: flink
          component: dataset-prep
          cache: false
          dataParallel: {runner: flink}
          parameters: {format: image-folder, source: PICTURES, shardSize: 20, height: 16, width: 16}
        """
        .replace("PICTURES", pictures.toString());
  }

  private static String decoding(Path pictures) {
    return onFlink(pictures)
        + onFlink(pictures)
            .replace("name: flink", "name: direct")
            .replace("runner: flink", "runner: direct");
  }

  /** The states of the jobs of a run's steps. */
  private static List<String> jobs(RunLayout run) throws InterruptedException {
    return Pattern.compile("\"name\":\"stillhouse/" + run.folder() + "/[^}]*?\"state\":\"(\\w+)\"")
        .matcher(session.get("jobs/overview"))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}

package io.stillhouse.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.retention.Deletion;
import io.stillhouse.orchestrator.retention.Deletion.Kind;
import io.stillhouse.orchestrator.retention.GarbageCollector;
import io.stillhouse.orchestrator.retention.RetentionPolicy;
import io.stillhouse.orchestrator.retention.RunPins;
import io.stillhouse.orchestrator.run.RunBusyException;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.StagedSource;
import io.stillhouse.v1.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectorTest {
  private static final RetentionPolicy NOTHING =
      new RetentionPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  private static final RetentionPolicy NEWEST =
      new RetentionPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  private static final RetentionPolicy CACHE =
      new RetentionPolicy(0, Duration.ZERO, Duration.ofDays(1), Duration.ZERO);
  private static final String STEPS =
      """
      - name: a
        component: scripted
        parameters: {name: a, trace: TRACE}
      - name: b
        component: scripted
        parameters: {name: b, trace: TRACE, text: "${parameters.text}", script: "work:1:1:exit:75 ok"}
        retry: {infrastructure: 1}
        inputs: {one: "${steps.a.outputs.data}"}
      """;

  @TempDir Path folder;
  private Workplace workplace;
  private GarbageCollector collector;

  @BeforeEach
  void prepare() throws Exception {
    workplace = new Workplace(folder);
    collector = new GarbageCollector(workplace.store, Clock.systemUTC());
  }

  @Test
  void whatAKeptRunTookFromTheCacheStaysInTheRunThatMadeIt() throws Exception {
    RunOutcome maker = workplace.run(STEPS);
    Thread.sleep(1100); // run ids tell seconds apart
    RunOutcome user = workplace.run(STEPS, Map.of("text", new TextValue("!")));
    collector.collect(NEWEST);
    RunOutcome again = workplace.run(STEPS, Map.of("text", new TextValue("!")));

    assertThat(workplace.dataFile(maker, "a")).exists();
    assertThat(workplace.dataFile(maker, "b")).doesNotExist();
    assertThat(workplace.dataFile(user, "b")).exists();
    assertThat(Workplace.step(again, "a").getCachedFrom()).isEqualTo(maker.getRun());
    assertThat(Workplace.step(again, "b").getCachedFrom()).isEqualTo(user.getRun());
    assertThat(workplace.starts("a")).isEqualTo(1);
  }

  @Test
  void aCacheEntryThatIsKeptKeepsItsResultAndNothingElse() throws Exception {
    RunOutcome run = workplace.run(STEPS);
    RunLayout layout = Workplace.layout(run);
    Path step = workplace.storeFolder.resolve(layout.step("b"));
    assertThat(step.resolve("1")).exists();
    assertThat(step.resolve("checkpoints")).exists();
    collector.collect(CACHE);

    assertThat(step.resolve("1")).doesNotExist();
    assertThat(step.resolve("checkpoints")).doesNotExist();
    assertThat(Workplace.step(workplace.run(STEPS), "b").getCached()).isTrue();
  }

  @Test
  void nothingIsLeftOfWhatNobodyWants() throws Exception {
    workplace.run(STEPS);
    collector.collect(NOTHING);

    assertThat(new RunReader(workplace.store).layouts()).isEmpty();
    assertThat(workplace.store.children("")).doesNotContain("test", "_cache");
  }

  @Test
  void aPinnedRunStays() throws Exception {
    RunOutcome run = workplace.run(STEPS);
    RunPins pins = new RunPins(workplace.store);
    pins.pin(Workplace.layout(run));
    collector.collect(NOTHING);

    assertThat(workplace.dataFile(run, "a")).exists();
    assertThat(workplace.dataFile(run, "b")).exists();
    pins.unpin(Workplace.layout(run));
    collector.collect(NOTHING);
    assertThat(workplace.dataFile(run, "a")).doesNotExist();
  }

  @Test
  void aPreviewDeletesNothing() throws Exception {
    RunOutcome run = workplace.run(STEPS);

    assertThat(collector.preview(NOTHING))
        .extracting(Deletion::key, Deletion::kind)
        .contains(tuple(Workplace.layout(run).folder(), Kind.RUN));
    assertThat(workplace.dataFile(run, "a")).exists();
    assertThat(collector.preview(RetentionPolicy.DEFAULT))
        .extracting(Deletion::kind)
        .containsOnly(Kind.CHECKPOINTS);
  }

  @Test
  void aFailedRunThatIsKeptCanStillBeResumedFromItsCheckpoint() throws Exception {
    RunOutcome failed =
        workplace.run(
            """
            - name: a
              component: scripted
              parameters: {name: a, trace: TRACE, script: "work:2:1:fail work:3:1"}
            """);
    collector.collect(NEWEST);
    RunOutcome resumed = workplace.controller.resume(Workplace.layout(failed), RunListener.NONE);

    assertThat(resumed.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(workplace.trace("a.units")).containsExactly("0", "1", "2");
  }

  @Test
  void nothingIsDeletedWhileARunIsAtWork() throws Exception {
    RunLayout run =
        workplace.controller.create(
            workplace.request(
                """
                - name: a
                  component: scripted
                  parameters: {name: a, trace: TRACE, script: "work:40:100"}
                """,
                Map.of()));
    Process orchestrator = OrchestratorProcess.start(workplace, run, folder.resolve("output"));
    while (workplace.starts("a") == 0) {
      Thread.sleep(10);
    }

    assertThatThrownBy(() -> collector.collect(NOTHING))
        .isInstanceOf(RunBusyException.class)
        .hasMessageContaining("process " + orchestrator.pid());
    orchestrator.destroyForcibly().waitFor();
    // The orchestrator is gone, its step lives on: the run may still be resumed.
    collector.collect(NOTHING);
    assertThat(Files.exists(workplace.storeFolder.resolve(run.runRecord()))).isTrue();
    assertThat(workplace.controller.resume(run, RunListener.NONE).getState())
        .isEqualTo(State.SUCCEEDED);
  }

  @Test
  void dataOfTheCreatorsMachineStayAsLongAsARunRefersToThem() throws Exception {
    RunLayout kept = Workplace.layout(workplace.run(STEPS));
    refer(kept, "_sources/one");
    workplace.store.create("_sources/one/manifest.json", new byte[3]);
    workplace.store.create("_sources/two/manifest.json", new byte[5]);

    assertThat(collector.collect(NEWEST))
        .filteredOn(deletion -> deletion.kind() == Kind.SOURCE)
        .containsExactly(new Deletion("_sources/two", Kind.SOURCE, 5));
    assertThat(workplace.store.children("_sources")).containsExactly("one");

    collector.collect(NOTHING);
    assertThat(workplace.store.children("_sources")).isEmpty();
  }

  @Test
  void aRunWhoseResultsAreNeededKeepsItsDataAsWell() throws Exception {
    RunLayout run = Workplace.layout(workplace.run(STEPS));
    refer(run, "_sources/one");
    workplace.store.create("_sources/one/manifest.json", new byte[3]);

    collector.collect(CACHE);

    assertThat(workplace.store.children("_sources")).containsExactly("one");
  }

  @Test
  void jarsForWorkersStayAsLongAsAnAttemptsWorkNamesThem() throws Exception {
    RunLayout run = Workplace.layout(workplace.run(STEPS));
    String named = "_programs/" + "1".repeat(64);
    String other = "_programs/" + "2".repeat(64);
    workplace.store.create(named, new byte[3]);
    workplace.store.create(other, new byte[5]);
    workplace.store.create(
        run.attempt("a", 1).work() + "/decode/program",
        ("PROGRAM " + "1".repeat(64) + " " + named + "\n").getBytes(StandardCharsets.UTF_8));

    assertThat(collector.collect(NEWEST))
        .filteredOn(deletion -> deletion.kind() == Kind.PROGRAM)
        .containsExactly(new Deletion(other, Kind.PROGRAM, 5));
    assertThat(workplace.store.read(named)).isPresent();

    workplace.store.deleteAll(run.attempt("a", 1).work());
    collector.collect(NEWEST);
    assertThat(workplace.store.list("_programs")).isEmpty();
  }

  @Test
  void jarsForWorkersStayWhileAStepMayBeAtWork() throws Exception {
    workplace.controller.create(workplace.request(STEPS, Map.of()));
    workplace.store.create("_programs/" + "1".repeat(64), new byte[3]);

    assertThat(collector.collect(NOTHING)).noneMatch(deletion -> deletion.kind() == Kind.PROGRAM);
  }

  @Test
  void aRunThatIsBeingCreatedAndACollectorSeeEachOther() throws Exception {
    Ownership ownership = Ownership.of(workplace.store);
    RunLayout creating = new RunLayout("test", "20260101-120000-abcdef");
    try (Ownership.Held held = ownership.own(creating)) {
      assertThatThrownBy(() -> collector.collect(NOTHING))
          .isInstanceOf(RunBusyException.class)
          .hasMessageContaining("20260101-120000-abcdef is at work");
    }
    RunLayout run = Workplace.layout(workplace.run(STEPS));
    try (Ownership.Held held = ownership.ownDeletion()) {
      assertThatThrownBy(() -> workplace.controller.create(workplace.request(STEPS, Map.of())))
          .isInstanceOf(RunBusyException.class)
          .hasMessageContaining("gc is at work on the store");
      assertThatThrownBy(() -> workplace.controller.retryFrom(run, "b"))
          .isInstanceOf(RunBusyException.class)
          .hasMessageContaining("gc is at work on the store");
    }
  }

  private void refer(RunLayout run, String source) {
    Run record =
        ProtoJson.read(workplace.store, run.runRecord(), Run.getDefaultInstance()).orElseThrow();
    workplace.store.replace(
        run.runRecord(),
        ProtoJson.write(
            record.toBuilder()
                .addStagedSources(
                    StagedSource.newBuilder()
                        .setPath("/data")
                        .setCopy(ArtifactReference.newBuilder().setPath(source)))
                .build()));
  }
}

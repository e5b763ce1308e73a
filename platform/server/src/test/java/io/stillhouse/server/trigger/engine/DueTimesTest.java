package io.stillhouse.server.trigger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.server.trigger.events.TriggerTexts;
import io.stillhouse.v1.Trigger;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerEventState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schedule of every ten minutes, looked at now and then. */
class DueTimesTest {
  @TempDir private Path folder = Path.of("");
  private TriggerRecords records;

  @BeforeEach
  void open() {
    ArtifactStore store = ArtifactStores.open(folder);
    records = new TriggerRecords(store);
  }

  private static Trigger trigger(String policy, String applied, String more) {
    return Trigger.newBuilder()
        .setName("triggers/t")
        .setSource(
            "apiVersion: stillhouse.io/v1\nkind: Trigger\nmetadata: {name: t}\npipeline: p\n"
                + "schedule: {cron: '*/10 * * * *', missed: "
                + policy
                + "}\n"
                + more)
        .setUpdateTime(Times.toProto(Instant.parse(applied)))
        .build();
  }

  private void look(Trigger trigger, String now) {
    new DueTimes(records, Clock.fixed(Instant.parse(now), ZoneOffset.UTC))
        .fire(trigger, new TriggerTexts().read(trigger).orElseThrow());
  }

  private List<String> fired() {
    return records.events("t").stream()
        .map(event -> event.getDelivery() + " " + event.getState())
        .toList();
  }

  @Test
  void aTimeMakesOneEventHoweverOftenItIsLookedAt() {
    Trigger trigger = trigger("last", "2026-01-31T12:03:00Z", "");
    look(trigger, "2026-01-31T12:09:59Z");
    assertThat(fired()).isEmpty();
    look(trigger, "2026-01-31T12:10:00Z");
    look(trigger, "2026-01-31T12:10:01Z");
    look(trigger, "2026-01-31T12:19:59Z");
    assertThat(fired()).containsExactly("2026-01-31T12:10:00Z EVENT_PENDING");
    look(trigger, "2026-01-31T12:20:30Z");
    assertThat(fired())
        .containsExactly(
            "2026-01-31T12:20:00Z EVENT_PENDING", "2026-01-31T12:10:00Z EVENT_PENDING");
  }

  @Test
  void whoeverWasKilledBeforeItWasRememberedMakesNoEventTwice() {
    Trigger trigger = trigger("last", "2026-01-31T12:03:00Z", "");
    look(trigger, "2026-01-31T12:10:00Z");
    records.setFiredUntil("t", Instant.EPOCH);
    TriggerEvent event = records.events("t").get(0);
    records.update(event.toBuilder().setState(TriggerEventState.EVENT_ENDED).build());
    look(trigger, "2026-01-31T12:10:20Z");
    assertThat(fired()).containsExactly("2026-01-31T12:10:00Z EVENT_ENDED");
    assertThat(records.open()).isEmpty();
  }

  @Test
  void ofMissedTimesTheLastIsMadeUpFor() {
    look(trigger("last", "2026-01-31T12:03:00Z", ""), "2026-01-31T12:45:00Z");
    assertThat(fired()).containsExactly("2026-01-31T12:40:00Z EVENT_PENDING");
    assertThat(records.events("t").get(0).getReason()).contains("stands for 4 times");
  }

  @Test
  void allMissedTimesAreMadeUpForWhereThatIsWanted() {
    look(trigger("all", "2026-01-31T12:03:00Z", ""), "2026-01-31T12:35:00Z");
    assertThat(fired()).hasSize(3);
    look(trigger("all", "2026-01-31T12:03:00Z", ""), "2026-02-10T12:35:00Z");
    assertThat(fired()).hasSize(103);
  }

  @Test
  void missedTimesAreLeftOutWhereThatIsWantedButNotSilently() {
    look(trigger("skip", "2026-01-31T12:03:00Z", ""), "2026-01-31T12:40:10Z");
    assertThat(fired())
        .containsExactly(
            "2026-01-31T12:40:00Z EVENT_PENDING", "2026-01-31T12:30:00Z EVENT_SKIPPED");
    assertThat(records.events("t").get(1).getReason()).contains("no server was there at 3 times");
  }

  @Test
  void nothingThatWasDueBeforeATriggerWasAppliedIsMadeUpFor() {
    look(trigger("last", "2026-01-31T12:03:00Z", ""), "2026-01-31T12:10:00Z");
    look(trigger("all", "2026-01-31T18:03:00Z", ""), "2026-01-31T18:05:00Z");
    assertThat(fired()).hasSize(1);
  }

  @Test
  void aPausedTriggerMakesNoEvent() {
    look(trigger("last", "2026-01-31T12:03:00Z", "paused: true\n"), "2026-01-31T13:45:00Z");
    assertThat(fired()).isEmpty();
  }

  @Test
  void yearsOfMissedMinutesAreNotCountedOneByOne() {
    long begin = System.nanoTime();
    Trigger trigger =
        trigger("last", "2016-01-31T12:03:00Z", "").toBuilder()
            .setSource(trigger("last", "2016-01-31T12:03:00Z", "").getSource().replace("*/10", "*"))
            .build();
    look(trigger, "2026-01-31T12:00:00Z");
    assertThat(fired()).containsExactly("2026-01-31T12:00:00Z EVENT_PENDING");
    assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
  }
}

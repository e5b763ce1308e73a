package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.v1.TriggerCause;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerEventState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that meet a run at work, another event, another server, or a server that was killed. */
class TriggerConcurrencyTest extends TriggerScenario {
  @Test
  void queuedEventsStartOneAfterTheOtherAlsoWhenTheServerIsStartedAgain() throws Exception {
    Path go = folder.resolve("go");
    apply("queue", "parameters: {wait: '" + go + "'}\nmaxQueued: 2\n" + standard());
    String first = event(call("queue", "1", Instant.now(), "{}"));
    await(first, "EVENT_STARTED");
    String second = event(call("queue", "2", Instant.now(), "{}"));
    String third = event(call("queue", "3", Instant.now(), "{}"));
    String fourth = event(call("queue", "4", Instant.now(), "{}"));
    assertThat(text(await(fourth, "EVENT_SKIPPED"), "reason")).contains("maxQueued");

    server.restartWithNewIndex();
    Thread.sleep(1500);
    assertThat(text(await(second, "EVENT_PENDING"), "run")).isEmpty();
    await(first, "EVENT_STARTED");

    Files.writeString(go, "");
    JsonObject one = await(first, "EVENT_ENDED");
    JsonObject two = await(second, "EVENT_ENDED");
    JsonObject three = await(third, "EVENT_ENDED");
    assertThat(List.of(text(one, "runState"), text(two, "runState"), text(three, "runState")))
        .containsOnly("SUCCEEDED");
    assertThat(begin(two)).isAfterOrEqualTo(end(one));
    assertThat(begin(three)).isAfterOrEqualTo(end(two));
    assertThat(runs()).isEqualTo(3);
  }

  private Instant begin(JsonObject event) throws Exception {
    return time(event, "createTime");
  }

  private Instant end(JsonObject event) throws Exception {
    return time(event, "endTime");
  }

  private Instant time(JsonObject event, String field) throws Exception {
    JsonObject run = server.await(text(event, "run"), "SUCCEEDED");
    return Instant.parse(run.getAsJsonObject("summary").get(field).getAsString());
  }

  @Test
  void aSkippedEventStartsNothingWhileARunIsAtWork() throws Exception {
    Path go = folder.resolve("go");
    apply("skip", "concurrency: skip\nparameters: {wait: '" + go + "'}\n" + standard());
    String first = event(call("skip", "1", Instant.now(), "{}"));
    JsonObject started = await(first, "EVENT_STARTED");
    JsonObject skipped = await(event(call("skip", "2", Instant.now(), "{}")), "EVENT_SKIPPED");
    assertThat(text(skipped, "reason")).contains(text(started, "run"));
    assertThat(latest("skip")).isEqualTo(text(skipped, "name"));
    Files.writeString(go, "");
    await(first, "EVENT_ENDED");
    // It is the event that changed last, not the one that came last.
    assertThat(latest("skip")).isEqualTo(first);
    await(event(call("skip", "3", Instant.now(), "{}")), "EVENT_ENDED");
    assertThat(runs()).isEqualTo(2);
  }

  /** What the list of triggers says to have happened last for one of them. */
  private String latest(String trigger) throws Exception {
    for (JsonElement each : server.get("/v1/triggers").json().getAsJsonArray("triggers")) {
      JsonObject listed = each.getAsJsonObject();
      if (text(listed, "name").equals("triggers/" + trigger)) {
        assertThat(text(listed, "concurrency")).isEqualTo("CONCURRENCY_SKIP");
        assertThat(listed.get("maxQueued").getAsInt()).isEqualTo(100);
        return text(listed.getAsJsonObject("latestEvent"), "name");
      }
    }
    throw new AssertionError("no trigger " + trigger);
  }

  @Test
  void aReplacingEventCancelsTheRunAndOnlyTheNewestStarts() throws Exception {
    Path go = folder.resolve("go");
    apply("replace", "concurrency: replace\nparameters: {wait: '" + go + "'}\n" + standard());
    String first = event(call("replace", "1", Instant.now(), "{}"));
    await(first, "EVENT_STARTED");
    server.await(text(server.get("/v1/" + first).json(), "run"), "RUNNING");
    String second = event(call("replace", "2", Instant.now(), "{}"));
    String third = event(call("replace", "3", Instant.now(), "{}"));

    JsonObject canceled = await(first, "EVENT_ENDED");
    assertThat(text(canceled, "runState")).isEqualTo("CANCELED");
    assertThat(text(canceled, "reason")).startsWith("canceled, replaced by triggers/replace/");
    await(third, "EVENT_STARTED");
    assertThat(text(await(second, "EVENT_SKIPPED"), "reason")).contains(third);
    Files.writeString(go, "");
    assertThat(text(await(third, "EVENT_ENDED"), "runState")).isEqualTo("SUCCEEDED");
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void anEventOfAServerThatWasKilledIsStartedOnceByTheNext() throws Exception {
    apply("killed", standard());
    server.stop();
    // What a killed server leaves: an event that was answered for, another whose run had a name.
    TriggerRecords records = new TriggerRecords(server.store);
    TriggerEvent pending = left("pending", TriggerEventState.EVENT_PENDING, "");
    TriggerEvent starting =
        left(
            "starting",
            TriggerEventState.EVENT_STARTING,
            "pipelines/student/runs/20260131-120000-abcdef");
    records.receive(pending);
    records.receive(starting);
    server.restartWithNewIndex();

    JsonObject one = await(starting.getName(), "EVENT_ENDED");
    JsonObject two = await(pending.getName(), "EVENT_ENDED");
    assertThat(text(one, "run")).isEqualTo(starting.getRun());
    assertThat(text(two, "run")).isNotEmpty().isNotEqualTo(starting.getRun());
    server.restartWithNewIndex();
    Thread.sleep(1500);
    assertThat(runs()).isEqualTo(2);
    assertThat(records.open()).isEmpty();
  }

  private static TriggerEvent left(String id, TriggerEventState state, String run) {
    return TriggerEvent.newBuilder()
        .setName(TriggerRecords.eventName("killed", id))
        .setCause(TriggerCause.WEBHOOK)
        .setEventTime(Times.toProto(Instant.now()))
        .setUpdateTime(Times.toProto(Instant.now()))
        .setState(state)
        .setRun(run)
        .build();
  }

  @Test
  void ofTwoServersOfOneStoreOneStartsWhatBothTakeIn() throws Exception {
    apply("two", standard());
    try (RunningServer other = server.beside(folder.resolve("index-of-another.db"))) {
      Instant now = Instant.now();
      List<String> names = new ArrayList<>();
      RunningServer mine = server;
      for (int i = 0; i < 4; i++) {
        server = i % 2 == 0 ? mine : other;
        names.add(event(call("two", "call-" + i / 2, now, "{}")));
      }
      server = mine;
      assertThat(names.get(0)).isEqualTo(names.get(1));
      assertThat(names.get(2)).isEqualTo(names.get(3)).isNotEqualTo(names.get(0));
      JsonObject one = await(names.get(0), "EVENT_ENDED");
      JsonObject two = await(names.get(2), "EVENT_ENDED");
      assertThat(begin(two)).isAfterOrEqualTo(end(one));
      assertThat(runs()).isEqualTo(2);
    }
  }
}

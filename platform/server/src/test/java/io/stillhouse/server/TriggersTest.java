package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stillhouse.cli.server.TriggerWork;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.RunningServer.Answer;
import io.stillhouse.server.main.Commandline;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.v1.TriggerCause;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerEventState;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers of a real server, which start real runs. */
class TriggersTest {
  private static final String SECRET = "a-secret-of-this-test";

  @TempDir private Path folder = Path.of("");
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RunningServer(folder);
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.writeString(
        folder.resolve("definitions").resolve("student.yaml"),
        RunningServer.definition("student", "points: 2, wait: \"${parameters.wait}\"")
            .replace(
                "  seed: {type: integer, default: 1}",
                "  seed: {type: integer, default: 1, maximum: 100}\n"
                    + "  wait: {type: string, default: ''}"));
  }

  @AfterEach
  void end() {
    server.close();
  }

  private void apply(String name, String rest) throws Exception {
    JsonObject request = new JsonObject();
    request.addProperty("source", source(name, rest));
    Answer answer = server.post("/v1/triggers:apply", request.toString());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static String source(String name, String rest) {
    return "apiVersion: stillhouse.io/v1\nkind: Trigger\nmetadata: {name: "
        + name
        + "}\npipeline: student\n"
        + rest;
  }

  private String standard() {
    return "webhook: {from: standard, secret: {file: " + folder.resolve("secret") + "}}\n";
  }

  private static byte[] hmac(byte[] message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(message);
  }

  private Answer call(String trigger, String id, Instant time, String body) throws Exception {
    String signed = id + "." + time.getEpochSecond() + "." + body;
    return server.post(
        "/hooks/" + trigger,
        body,
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(time.getEpochSecond()),
        "webhook-signature",
        "v1," + Base64.getEncoder().encodeToString(hmac(signed.getBytes(StandardCharsets.UTF_8))));
  }

  private List<JsonObject> events(String trigger) throws Exception {
    Answer answer = server.get("/v1/triggers/" + trigger + "/events");
    List<JsonObject> events = new ArrayList<>();
    if (answer.json().has("events")) {
      for (JsonElement event : answer.json().getAsJsonArray("events")) {
        events.add(event.getAsJsonObject());
      }
    }
    return events;
  }

  private static String text(JsonObject object, String field) {
    return object.has(field) ? object.get(field).getAsString() : "";
  }

  private JsonObject await(String event, String state) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      JsonObject json = server.get("/v1/" + event).json();
      if (text(json, "state").equals(state)) {
        return json;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not " + state + ": " + json);
      }
      Thread.sleep(50);
    }
  }

  private static String event(Answer answer) {
    return answer.json().get("event").getAsString();
  }

  private int runs() throws Exception {
    Answer answer = server.get("/v1/pipelines/student/runs");
    return answer.json().has("runs") ? answer.json().getAsJsonArray("runs").size() : 0;
  }

  @Test
  void aSignedCallStartsARunWithTheParametersThatThePayloadGives() throws Exception {
    apply(
        "push",
        "parameters: {seed: 5}\nparametersFrom: {seed: /numbers/1, wait: /wait}\n"
            + "labels: {team: vision}\nlabelsFrom: {commit: /after}\n"
            + standard());
    String body = "{\"numbers\": [1, 42], \"wait\": \"\", \"after\": \"${secret} `id`\"}";
    Answer answer = call("push", "one", Instant.now(), body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);

    JsonObject event = await(event(answer), "EVENT_ENDED");
    assertThat(text(event, "runState")).as(event.toString()).isEqualTo("SUCCEEDED");
    JsonObject run = server.get("/v1/" + text(event, "run")).json();
    assertThat(run.toString())
        .contains("\"trigger\":\"push\"", "\"team\":\"vision\"", "${secret} `id`");
    assertThat(run.getAsJsonObject("parameters").get("seed").toString()).contains("42");
  }

  @Test
  void whatIsForgedOldOrFarAheadStartsNothing() throws Exception {
    apply("push", standard());
    Instant now = Instant.now();
    assertThat(call("push", "old", now.minusSeconds(400), "{}").status()).isEqualTo(401);
    assertThat(call("push", "ahead", now.plusSeconds(400), "{}").status()).isEqualTo(401);
    assertThat(call("another", "one", now, "{}").status()).isEqualTo(401);
    assertThat(server.post("/hooks/push", "{}").status()).isEqualTo(401);
    Answer forged =
        server.post(
            "/hooks/push",
            "{\"forged\": true}",
            "webhook-id",
            "one",
            "webhook-timestamp",
            Long.toString(now.getEpochSecond()),
            "webhook-signature",
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(
                        hmac(
                            ("one." + now.getEpochSecond() + ".{}")
                                .getBytes(StandardCharsets.UTF_8))));
    assertThat(forged.status()).isEqualTo(401);
    assertThat(forged.body()).doesNotContain(SECRET);
    assertThat(events("push")).isEmpty();
    // A little skew either way is none of that.
    assertThat(call("push", "late", now.minusSeconds(200), "{}").status()).isEqualTo(202);
    assertThat(call("push", "early", now.plusSeconds(200), "{}").status()).isEqualTo(202);
  }

  @Test
  void aDeliveryThatIsRepeatedOrReplayedIsOneEvent() throws Exception {
    apply("push", standard());
    Instant now = Instant.now();
    Answer first = call("push", "same", now, "{}");
    assertThat(first.status()).isEqualTo(202);
    for (int i = 0; i < 5; i++) {
      Answer again = call("push", "same", now.plusSeconds(i), "{}");
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().get("duplicate").getAsBoolean()).isTrue();
      assertThat(event(again)).isEqualTo(event(first));
    }
    await(event(first), "EVENT_ENDED");
    assertThat(call("push", "same", now, "{}").status()).isEqualTo(200);
    assertThat(events("push")).hasSize(1);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void whatIsTooLargeOrNoJsonIsRefused() throws Exception {
    apply("push", standard());
    String large = "{\"x\": \"" + "a".repeat(1 << 20) + "\"}";
    assertThat(call("push", "large", Instant.now(), large).status()).isEqualTo(413);
    Answer chunked =
        server.send(
            server
                .request("/hooks/push", "content-type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () ->
                            new java.io.ByteArrayInputStream(
                                large.getBytes(StandardCharsets.UTF_8)))));
    assertThat(chunked.status()).isEqualTo(413);
    for (String body : new String[] {"", "{", "{} {}", "{'a': 1}", "[".repeat(10_000)}) {
      assertThat(call("push", "odd", Instant.now(), body).status()).as(body).isEqualTo(400);
    }
    assertThat(events("push")).isEmpty();
  }

  @Test
  void whatAPayloadLacksOrAPipelineDoesNotAllowIsToldAndStartsNothing() throws Exception {
    apply("push", "parametersFrom: {seed: /seed}\n" + standard());
    Answer missing = call("push", "one", Instant.now(), "{}");
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.body()).contains("nothing at /seed, where seed should be");

    Answer tooMany = call("push", "two", Instant.now(), "{\"seed\": 101}");
    assertThat(text(await(event(tooMany), "EVENT_FAILED"), "reason")).contains("seed", "100");
    assertThat(runs()).isZero();
  }

  @Test
  void gitHubsAndGitLabsOwnHeadersAreUnderstood() throws Exception {
    String secret = "secret: {file: " + folder.resolve("secret") + "}";
    apply(
        "github",
        "webhook: {from: github, "
            + secret
            + ", events: [push], when: [{pointer: /ref, equals: refs/heads/main}]}\n");
    apply("gitlab", "webhook: {from: gitlab, " + secret + ", events: [Push Hook]}\n");
    String body = "{\"ref\": \"refs/heads/main\", \"after\": \"0f\"}";
    String signature =
        "sha256=" + HexFormat.of().formatHex(hmac(body.getBytes(StandardCharsets.UTF_8)));

    Answer push =
        server.post(
            "/hooks/github",
            body,
            "x-hub-signature-256",
            signature,
            "x-github-event",
            "push",
            "x-github-delivery",
            "72d3162e");
    assertThat(push.status()).as(push.body()).isEqualTo(202);
    assertThat(text(await(event(push), "EVENT_ENDED"), "delivery")).isEqualTo("72d3162e");
    Answer replay =
        server.post(
            "/hooks/github",
            body,
            "x-hub-signature-256",
            signature,
            "x-github-event",
            "push",
            "x-github-delivery",
            "another");
    assertThat(replay.json().get("duplicate").getAsBoolean()).isTrue();
    Answer issue =
        server.post(
            "/hooks/github", body, "x-hub-signature-256", signature, "x-github-event", "issues");
    assertThat(issue.json().has("ignored")).isTrue();
    String branch = "{\"ref\": \"refs/heads/other\"}";
    Answer elsewhere =
        server.post(
            "/hooks/github",
            branch,
            "x-hub-signature-256",
            "sha256=" + HexFormat.of().formatHex(hmac(branch.getBytes(StandardCharsets.UTF_8))),
            "x-github-event",
            "push");
    assertThat(elsewhere.json().get("ignored").getAsString()).contains("/ref");

    Answer lab =
        server.post(
            "/hooks/gitlab",
            "{}",
            "x-gitlab-token",
            SECRET,
            "x-gitlab-event",
            "Push Hook",
            "idempotency-key",
            "77");
    assertThat(lab.status()).isEqualTo(202);
    assertThat(server.post("/hooks/gitlab", "{}", "x-gitlab-token", "wrong").status())
        .isEqualTo(401);
  }

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
    Files.writeString(go, "");
    await(first, "EVENT_ENDED");
    await(event(call("skip", "3", Instant.now(), "{}")), "EVENT_ENDED");
    assertThat(runs()).isEqualTo(2);
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
  void aScheduleStartsARunAndTellsWhenItWillAgain() throws Exception {
    apply("often", "schedule: {cron: '* * * * *', timeZone: Asia/Kathmandu}\n");
    JsonObject trigger = server.get("/v1/triggers/often").json();
    assertThat(trigger.getAsJsonArray("nextFireTimes")).hasSize(10);
    assertThat(text(trigger, "schedule")).isEqualTo("* * * * * Asia/Kathmandu");
    Instant due = Instant.parse(trigger.getAsJsonArray("nextFireTimes").get(0).getAsString());
    long deadline = System.nanoTime() + Duration.ofSeconds(75).toNanos();
    while (events("often").isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    JsonObject event = events("often").get(0);
    assertThat(text(event, "delivery")).isEqualTo(due.toString());
    assertThat(text(await(text(event, "name"), "EVENT_ENDED"), "runState")).isEqualTo("SUCCEEDED");
  }

  @Test
  void theTextIsCheckedAgainstThePipelineAndSecretsAreNeverShown() throws Exception {
    JsonObject request = new JsonObject();
    request.addProperty("source", source("bad", "parameters: {sed: 1, seed: 1000}\n" + standard()));
    Answer refused = server.post("/v1/triggers:apply", request.toString());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains(
            "source:5:14",
            "the pipeline has no parameter",
            "did you mean seed",
            "source:5:22",
            "100");
    request.addProperty("source", source("bad", standard()).replace("student", "studnet"));
    assertThat(server.post("/v1/triggers:apply", request.toString()).body())
        .contains("source:4:11", "did you mean student");

    apply("good", standard());
    Answer listed = server.get("/v1/triggers");
    assertThat(listed.body()).contains("/hooks/good").doesNotContain(SECRET);
    assertThat(server.get("/v1/triggers/good").body()).doesNotContain(SECRET);
    Files.writeString(folder.resolve("secret"), "short\n");
    assertThat(text(server.get("/v1/triggers/good").json(), "problem"))
        .contains("less than 16 characters")
        .doesNotContain("short");
    assertThat(call("good", "x", Instant.now(), "{}").status()).isEqualTo(401);
    assertThat(server.send(server.request("/v1/triggers/good").DELETE()).status()).isEqualTo(200);
    assertThat(server.get("/v1/triggers/good").status()).isEqualTo(404);
  }

  @Test
  void theCommandLineDoesTheSameInTheStore() throws Exception {
    TriggerWork work =
        new Commandline()
            .triggers(
                server.environment(),
                server.store,
                List.of(folder.resolve("components").resolve("telling")),
                folder.resolve("definitions"));
    work.apply(
        List.of(new SourceText("t.yaml", source("hand", standard()))), TriggerWork.Effect.CHECK);
    assertThat(server.get("/v1/triggers/hand").status()).isEqualTo(404);
    work.apply(
        List.of(new SourceText("t.yaml", source("hand", standard()))), TriggerWork.Effect.APPLY);
    work.fire("hand", Map.of("seed", "7"));
    JsonObject event = events("hand").get(0);
    JsonObject ended = await(text(event, "name"), "EVENT_ENDED");
    assertThat(text(ended, "cause")).isEqualTo("MANUAL");
    assertThat(server.get("/v1/" + text(ended, "run")).body()).contains("\"7\"");
    assertThat(work.list().code()).isZero();
    assertThat(work.events("hand").code()).isZero();
    work.delete("hand");
    assertThat(server.get("/v1/triggers/hand").status()).isEqualTo(404);
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

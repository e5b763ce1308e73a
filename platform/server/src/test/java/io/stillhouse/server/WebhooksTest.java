package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.stillhouse.server.RunningServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Calls from outside: which are believed, and what they start. */
class WebhooksTest extends TriggerScenario {
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
}

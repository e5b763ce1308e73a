package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.stillhouse.cli.server.TriggerWork;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.server.RunningServer.Answer;
import io.stillhouse.server.main.Commandline;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schedules, the text of triggers, and the command line. */
class TriggersTest extends TriggerScenario {
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
}

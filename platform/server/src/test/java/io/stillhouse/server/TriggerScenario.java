package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stillhouse.server.RunningServer.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real server with a pipeline, its triggers, and calls of them. */
abstract class TriggerScenario {
  static final String SECRET = "a-secret-of-this-test";

  @TempDir Path folder = Path.of("");
  RunningServer server;

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

  void apply(String name, String rest) throws Exception {
    JsonObject request = new JsonObject();
    request.addProperty("source", source(name, rest));
    Answer answer = server.post("/v1/triggers:apply", request.toString());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  static String source(String name, String rest) {
    return "apiVersion: stillhouse.io/v1\nkind: Trigger\nmetadata: {name: "
        + name
        + "}\npipeline: student\n"
        + rest;
  }

  String standard() {
    return "webhook: {from: standard, secret: {file: " + folder.resolve("secret") + "}}\n";
  }

  static byte[] hmac(byte[] message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(message);
  }

  Answer call(String trigger, String id, Instant time, String body) throws Exception {
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

  List<JsonObject> events(String trigger) throws Exception {
    Answer answer = server.get("/v1/triggers/" + trigger + "/events");
    List<JsonObject> events = new ArrayList<>();
    if (answer.json().has("events")) {
      for (JsonElement event : answer.json().getAsJsonArray("events")) {
        events.add(event.getAsJsonObject());
      }
    }
    return events;
  }

  static String text(JsonObject object, String field) {
    return object.has(field) ? object.get(field).getAsString() : "";
  }

  JsonObject await(String event, String state) throws Exception {
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

  static String event(Answer answer) {
    return answer.json().get("event").getAsString();
  }

  int runs() throws Exception {
    Answer answer = server.get("/v1/pipelines/student/runs");
    return answer.json().has("runs") ? answer.json().getAsJsonArray("runs").size() : 0;
  }
}

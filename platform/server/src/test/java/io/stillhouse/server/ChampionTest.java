package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stillhouse.server.RunningServer.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChampionTest {
  private static final String CHAMPION = "/v1/experiments/pictures/aliases/champion";

  @TempDir private Path folder = Path.of("");
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RunningServer(folder);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private String run(String pipeline, String experiment, int wrongEvery) throws Exception {
    String name =
        server.createFrom(
            """
            apiVersion: stillhouse.io/v1
            kind: Pipeline
            metadata: {name: PIPELINE, experiment: EXPERIMENT}
            steps:
              - name: images
                component: picturing
              - name: evaluate
                component: answering
                parameters: {wrongEvery: EVERY}
                inputs: {dataset: "${steps.images.outputs.dataset}"}
            """
                .replace("PIPELINE", pipeline)
                .replace("EXPERIMENT", experiment)
                .replace("EVERY", Integer.toString(wrongEvery)),
            pipeline);
    server.await(name, "SUCCEEDED");
    return name;
  }

  private Answer promote(String run, int expected) throws Exception {
    JsonObject request = new JsonObject();
    request.addProperty("run", run);
    request.addProperty("note", "for the test");
    request.addProperty("expectedNumber", expected);
    return server.post(CHAMPION + ":promote", request.toString());
  }

  private JsonObject challengers(String gate) throws Exception {
    return server
        .get(
            CHAMPION
                + ":challengers"
                + (gate.isEmpty()
                    ? ""
                    : "?gates=" + URLEncoder.encode(gate, StandardCharsets.UTF_8)))
        .json();
  }

  private static JsonObject challenger(JsonObject answer, int position) {
    return answer.getAsJsonArray("challengers").get(position).getAsJsonObject();
  }

  private static String name(JsonObject challenger) {
    return challenger.getAsJsonObject("run").get("name").getAsString();
  }

  @Test
  void theBestRunWouldTakeTheChampionsPlaceWhenItsGatesAndTheVerdictSaySo() throws Exception {
    String quarterWrong = run("quarter", "pictures", 4);
    String tenthWrong = run("tenth", "pictures", 10);
    String fifthWrong = run("fifth", "pictures", 5);
    String elsewhere = run("elsewhere", "others", 20);
    JsonObject open = challengers("");
    assertThat(open.get("replacement").getAsInt()).isZero();
    assertThat(open.has("champion")).isFalse();

    assertThat(promote(quarterWrong, 0).status()).isEqualTo(200);

    JsonObject answer = challengers("");
    assertThat(answer.get("metric").getAsString()).isEqualTo("student.accuracy");
    assertThat(answer.getAsJsonObject("champion").get("name").getAsString())
        .isEqualTo(quarterWrong);
    assertThat(answer.getAsJsonArray("gates").get(0).getAsString())
        .isEqualTo("student.accuracy >= baseline.student.accuracy");
    assertThat(answer.getAsJsonArray("challengers")).hasSize(2);
    assertThat(name(challenger(answer, 0))).isEqualTo(tenthWrong);
    assertThat(name(challenger(answer, 1))).isEqualTo(fifthWrong);
    assertThat(answer.get("replacement").getAsInt()).isZero();
    JsonObject verdict = challenger(answer, 0).getAsJsonObject("verdict");
    assertThat(verdict.get("conclusion").getAsString()).isEqualTo("BETTER");
    assertThat(verdict.get("basis").getAsString()).isEqualTo("OVER_IMAGES");

    JsonObject strict = challengers("student.accuracy >= baseline.student.accuracy + 0.2");
    assertThat(strict.has("replacement")).isFalse();
    JsonObject failed = challenger(strict, 0).getAsJsonArray("gates").get(0).getAsJsonObject();
    assertThat(failed.get("passed").getAsBoolean()).isFalse();
    assertThat(failed.get("reason").getAsString()).contains("0.9 is not >= 0.95");

    JsonObject loss =
        server.get(CHAMPION + ":challengers?metric=student.accuracy&lower_is_better=true").json();
    assertThat(loss.has("replacement")).isFalse();
    assertThat(name(challenger(loss, 0))).isEqualTo(fifthWrong);
    assertThat(challenger(loss, 1).getAsJsonObject("verdict").get("conclusion").getAsString())
        .isEqualTo("WORSE");

    Answer wrong = server.get(CHAMPION + ":challengers?gates=student.accuracy");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("\"gates\"");
    assertThat(server.get(CHAMPION + ":challengers?metric=nonsense").body())
        .contains("no run has a figure nonsense");
    assertThat(promote(elsewhere, 1).body()).contains("is of the experiment others");
  }

  @Test
  void promotionsHaveAHistoryAndAreTakenBack() throws Exception {
    assertThat(server.get(CHAMPION).status()).isEqualTo(404);
    String first = run("first", "pictures", 4);
    String second = run("second", "pictures", 10);
    promote(first, 0);
    Answer late = promote(second, 0);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("meanwhile");
    promote(second, 1);

    JsonObject alias = server.get(CHAMPION).json();
    assertThat(alias.get("run").getAsString()).isEqualTo(second);
    assertThat(alias.get("previousRun").getAsString()).isEqualTo(first);
    assertThat(server.send(server.request("/v1/" + first).DELETE()).status()).isEqualTo(400);

    JsonObject back = server.post(CHAMPION + ":rollBack", "{\"note\": \"it was luck\"}").json();
    assertThat(back.get("run").getAsString()).isEqualTo(first);
    assertThat(server.post(CHAMPION + ":rollBack", "{}").status()).isEqualTo(400);

    JsonArray history = server.get(CHAMPION + "/promotions").json().getAsJsonArray("promotions");
    assertThat(history).hasSize(3);
    JsonObject rollback = history.get(0).getAsJsonObject();
    assertThat(rollback.get("number").getAsString()).isEqualTo("3");
    JsonObject decided = rollback.getAsJsonObject("promotion");
    assertThat(decided.get("restores").getAsString()).isEqualTo("1");
    assertThat(decided.get("note").getAsString()).isEqualTo("it was luck");
    assertThat(decided.get("actor").getAsString()).isNotEmpty();

    String aliases = "/v1/experiments/-/aliases?run=";
    assertThat(server.get(aliases + first).json().getAsJsonArray("aliases")).hasSize(1);
    assertThat(server.get(aliases + second).json().has("aliases")).isFalse();
  }
}

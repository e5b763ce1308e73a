package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.server.RunningServer.Answer;
import io.stillhouse.v1.CompareRunsRequest;
import io.stillhouse.v1.CompareRunsResponse;
import io.stillhouse.v1.RunServiceGrpc;
import io.stillhouse.v1.State;
import io.stillhouse.v1.WatchRunRequest;
import io.stillhouse.v1.WatchRunResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsOverTheApiTest {
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

  @Test
  void aRunGoesOnWhileItsServerIsReplacedAndWhoeverWatchesMissesNoPoint() throws Exception {
    Path go = folder.resolve("go");
    String run = server.create("watched", "points: 40, wait: '" + go + "'");
    TreeSet<Long> points = new TreeSet<>();
    String cursor = "";
    Iterator<WatchRunResponse> before = watch(run, "");
    while (!points.contains(20L)) {
      WatchRunResponse answer = before.next();
      cursor = answer.getCursor();
      collect(answer, points);
    }
    RunReader reader = new RunReader(server.store);
    server.restartWithNewIndex();
    assertThat(reader.isAtWork(RunLayout.ofName(run))).isTrue();
    Files.writeString(go, "");

    Iterator<WatchRunResponse> after = watch(run, cursor);
    WatchRunResponse last = WatchRunResponse.getDefaultInstance();
    State state = State.STATE_UNSPECIFIED;
    TreeSet<Long> later = new TreeSet<>();
    while (after.hasNext()) {
      last = after.next();
      collect(last, later);
      if (last.hasRun()) {
        state = last.getRun().getSummary().getState();
      } else if (last.hasSummary()) {
        state = last.getSummary().getState();
      }
    }

    assertThat(last.getEnded()).isTrue();
    assertThat(state).isEqualTo(State.SUCCEEDED);
    assertThat(later).doesNotContain(0L);
    points.addAll(later);
    assertThat(points).hasSize(40).contains(0L, 39L);
  }

  private Iterator<WatchRunResponse> watch(String run, String cursor) {
    return server
        .client(RunServiceGrpc.RunServiceBlockingStub.class)
        .watchRun(
            WatchRunRequest.newBuilder().setName(run).setPoints(true).setCursor(cursor).build());
  }

  private static void collect(WatchRunResponse answer, TreeSet<Long> points) {
    answer
        .getPointsList()
        .forEach(curve -> curve.getPointsList().forEach(point -> points.add(point.getStep())));
  }

  @Test
  void aRequestThatIsRepeatedFindsItsRun() throws Exception {
    String first = server.create("repeated", "points: 1", "requestId", "'one'");
    String again = server.create("repeated", "points: 1", "requestId", "'one'");
    assertThat(again).isEqualTo(first);
    Answer other =
        server.post(
            "/v1/pipelines/repeated/runs", "{\"source\": \"kind: Other\", \"requestId\": \"one\"}");
    assertThat(other.status()).isEqualTo(400);
    server.await(first, "SUCCEEDED");
    Answer runs = server.get("/v1/pipelines/repeated/runs");
    assertThat(runs.json().getAsJsonArray("runs")).hasSize(1);
  }

  @Test
  void aRunShowsItsGraphFiguresLogAndArtifacts() throws Exception {
    String run = server.create("shown", "points: 5", "labels", "{\"name\": \"first\"}");
    JsonObject detail = server.await(run, "SUCCEEDED");
    JsonObject step = detail.getAsJsonArray("steps").get(0).getAsJsonObject();
    assertThat(step.getAsJsonObject("metrics").get("student.accuracy").getAsDouble())
        .isEqualTo(0.901);
    assertThat(step.getAsJsonObject("parameters").keySet()).contains("points", "seed");
    assertThat(step.getAsJsonObject("cacheKeyParts").keySet()).contains("component");
    JsonArray phases =
        step.getAsJsonArray("attempts").get(0).getAsJsonObject().getAsJsonArray("phases");
    assertThat(phases).hasSize(4);

    String attempt = run + "/steps/student/attempts/1";
    JsonObject log = server.get("/v1/" + attempt + "/log?offset=-40").json();
    assertThat(log.get("text").getAsString()).contains(TellingStep.HOSTILE);
    assertThat(log.get("complete").getAsBoolean()).isTrue();
    JsonObject found = server.get("/v1/" + attempt + "/log:search?query=LINE%203").json();
    assertThat(found.getAsJsonArray("matches")).hasSize(1);
    String stream = server.get("/v1/" + attempt + "/log:watch").body();
    assertThat(stream).contains("line 0 ", "line 4 ", "event: end");

    JsonArray artifacts =
        server.get("/v1/" + run + "/artifacts").json().getAsJsonArray("artifacts");
    String artifact = artifacts.get(0).getAsJsonObject().get("name").getAsString();
    JsonObject preview = server.get("/v1/" + artifact + ":preview").json();
    assertThat(preview.getAsJsonObject("report").get("htmlFile").getAsString())
        .isEqualTo("report.html");
    JsonObject curves = server.get("/v1/runs:curves?runs=" + run).json();
    JsonObject curve = curves.getAsJsonArray("curves").get(0).getAsJsonObject();
    assertThat(curve.getAsJsonArray("values")).hasSize(5);
    assertThat(curve.getAsJsonArray("times")).hasSize(5);
  }

  @Test
  void seedsTellMeritFromLuck() throws Exception {
    CompareRunsRequest.Builder request = CompareRunsRequest.newBuilder();
    for (int seed : new int[] {1, 2, 40, 41}) {
      String run =
          server.create(
              "compared",
              "points: " + (seed < 10 ? 2 : 3),
              "parameters",
              "{'seed': '" + seed + "'}");
      server.await(run, "SUCCEEDED");
      request.addRuns(run);
    }
    CompareRunsResponse answer =
        server
            .client(RunServiceGrpc.RunServiceBlockingStub.class)
            .compareRuns(request.addCurves("*").build());
    assertThat(answer.getSeedGroupsList()).hasSize(2);
    assertThat(answer.getVerdicts(0).getMetric()).isEqualTo("student.accuracy");
    assertThat(answer.getVerdicts(0).getDifference()).isCloseTo(0.039, within(1e-9));
    assertThat(answer.getVerdicts(0).getConclusion().name()).isEqualTo("BETTER");
    assertThat(answer.getCurvesList()).hasSize(4);
    assertThat(answer.getDefinitionDiffs(3)).contains("-", "points: 3");
    assertThat(answer.getStepParametersList())
        .extracting(value -> value.getName())
        .contains("student.points", "student.seed");
  }

  private static org.assertj.core.data.Offset<Double> within(double error) {
    return org.assertj.core.data.Offset.offset(error);
  }

  @Test
  void aDeletedRunIsGoneButServesTheCacheAndAPinnedOneStays() throws Exception {
    String run = server.create("deleted", "points: 2");
    server.await(run, "SUCCEEDED");
    server.send(
        server
            .request("/v1/" + run + "?update_mask=pinned", "content-type", "application/json")
            .method(
                "PATCH", java.net.http.HttpRequest.BodyPublishers.ofString("{\"pinned\": true}")));
    assertThat(server.send(server.request("/v1/" + run).DELETE()).status()).isEqualTo(400);
    server.send(
        server
            .request("/v1/" + run + "?update_mask=pinned", "content-type", "application/json")
            .method(
                "PATCH", java.net.http.HttpRequest.BodyPublishers.ofString("{\"pinned\": false}")));
    assertThat(server.send(server.request("/v1/" + run).DELETE()).status()).isEqualTo(200);
    assertThat(server.get("/v1/" + run).status()).isEqualTo(404);

    String again = server.create("deleted", "points: 2");
    JsonObject detail = server.await(again, "SUCCEEDED");
    assertThat(detail.getAsJsonArray("steps").get(0).getAsJsonObject().get("cached").getAsBoolean())
        .isTrue();
  }

  @Test
  void aRunIsCanceledAndResumed() throws Exception {
    Path go = folder.resolve("go");
    String run = server.create("stopped", "points: 4, wait: '" + go + "'");
    server.await(run, "RUNNING");
    assertThat(server.post("/v1/" + run + ":cancel", "{}").status()).isEqualTo(200);
    server.await(run, "CANCELED");
    Files.writeString(go, "");
    assertThat(server.post("/v1/" + run + ":resume", "{}").status()).isEqualTo(200);
    server.await(run, "SUCCEEDED");
    String repeated =
        server
            .post("/v1/" + run + ":retry", "{\"fromStep\": \"student\"}")
            .json()
            .getAsJsonObject("summary")
            .get("name")
            .getAsString();
    server.await(repeated, "SUCCEEDED");
  }

  @Test
  void aDefinitionIsCheckedPlannedAndKeptInVersions() throws Exception {
    JsonObject problems =
        server
            .post(
                "/v1/definitions:validate",
                "{\"source\": \"apiVersion: stillhouse.io/v1\\nkind: Pipeline\\nmetadata: {name:"
                    + " x}\\nsteps:\\n  - {name: a, component: teling}\"}")
            .json();
    JsonObject problem = problems.getAsJsonArray("problems").get(0).getAsJsonObject();
    assertThat(problem.get("line").getAsInt()).isEqualTo(5);
    assertThat(problem.get("suggestion").getAsString()).isEqualTo("telling");

    JsonObject many = new JsonObject();
    many.addProperty(
        "source",
        RunningServer.definition("kept", "points: 1")
            .replace("steps:\n", "matrix: {axes: {seed: [1, 2, 3]}}\nsteps:\n"));
    JsonObject checked = server.post("/v1/definitions:validate", many.toString()).json();
    assertThat(checked.get("sweepRunCount").getAsInt()).isEqualTo(3);
    assertThat(checked.get("valid").getAsBoolean()).isTrue();

    JsonObject source = new JsonObject();
    source.addProperty("source", RunningServer.definition("kept", "points: 1"));
    JsonObject plan = server.post("/v1/definitions:plan", source.toString()).json();
    assertThat(plan.getAsJsonArray("steps").get(0).getAsJsonObject().get("fate").getAsString())
        .isEqualTo("FATE_RUNS");
    JsonObject version = server.post("/v1/pipelines/kept/versions", source.toString()).json();
    assertThat(version.get("name").getAsString()).isEqualTo("pipelines/kept/versions/1");
    JsonObject same = server.post("/v1/pipelines/kept/versions", source.toString()).json();
    assertThat(same.get("name").getAsString()).isEqualTo("pipelines/kept/versions/1");
    Answer run =
        server.post("/v1/pipelines/kept/runs", "{\"version\": \"pipelines/kept/versions/latest\"}");
    assertThat(run.status()).isEqualTo(200);
    server.await(run.json().getAsJsonObject("summary").get("name").getAsString(), "SUCCEEDED");
  }
}

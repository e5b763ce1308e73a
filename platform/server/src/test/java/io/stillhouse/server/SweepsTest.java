package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.sweep.SweepReports;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.RunningServer.Answer;
import io.stillhouse.server.names.Names;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.Sweep;
import io.stillhouse.v1.SweepPoint;
import io.stillhouse.v1.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of a sweep whose runs a real server started. */
class SweepsTest {
  @TempDir private Path folder = Path.of("");
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RunningServer(folder);
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void theTableIsThatOfTheCommandLine() throws Exception {
    List<String> runs = new ArrayList<>();
    String definition =
        RunningServer.definition("student", "points: \"${parameters.points}\"")
            .replace(
                "parameters:\n  seed",
                "parameters:\n  points: {type: integer, default: 1}\n  seed");
    for (int points = 2; points <= 3; points++) {
      for (int seed = 1; seed <= 2; seed++) {
        runs.add(
            server.createFrom(
                definition,
                "student",
                "parameters",
                "{\"points\": \"" + points + "\", \"seed\": \"" + seed + "\"}",
                "labels",
                "{\"sweep\": \"trial\"}"));
      }
    }
    server.awaitIndexed(runs.toArray(String[]::new));
    record(runs);

    JsonObject listed =
        server.get("/v1/sweeps").json().getAsJsonArray("sweeps").get(0).getAsJsonObject();
    assertThat(listed.get("name").getAsString()).isEqualTo("sweeps/trial");
    assertThat(listed.get("runCount").getAsInt()).isEqualTo(5);

    JsonObject table = server.get("/v1/sweeps/trial:tabulate?baseline=points%3D2").json();
    assertThat(table.get("metric").getAsString()).isEqualTo("student.accuracy");
    JsonArray rows = table.getAsJsonArray("rows");
    assertThat(rows).hasSize(2);
    JsonObject baseline = rows.get(0).getAsJsonObject();
    assertThat(baseline.get("verdict").getAsString()).isEqualTo("SWEEP_BASELINE");
    JsonObject estimate = baseline.getAsJsonObject("estimate");
    assertThat(estimate.get("mean").getAsDouble()).isCloseTo(0.9015, within(1e-12));
    assertThat(estimate.get("count").getAsInt()).isEqualTo(2);
    JsonObject other = rows.get(1).getAsJsonObject();
    assertThat(other.get("asked").getAsInt()).isEqualTo(3);
    assertThat(other.get("verdict").getAsString()).isEqualTo("SWEEP_INCONCLUSIVE");

    JsonObject told =
        JsonParser.parseString(
                new SweepReports(server.store)
                    .of(
                        "trial",
                        List.of(),
                        Map.of("points", "2"),
                        Optional.empty(),
                        SweepReports.Format.JSON))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    assertThat(table.getAsJsonArray("notes")).isEqualTo(told.getAsJsonArray("notes"));
    JsonObject toldBaseline = told.getAsJsonArray("rows").get(0).getAsJsonObject();
    for (String end : List.of("mean", "standardDeviation", "lower", "upper")) {
      assertThat(estimate.get(end).getAsDouble()).isEqualTo(toldBaseline.get(end).getAsDouble());
    }
  }

  /** Writes the sweep down as the command line does, with a run that was never begun. */
  private void record(List<String> runs) {
    Sweep.Builder sweep =
        Sweep.newBuilder()
            .setName("trial")
            .setPipeline("student")
            .addParameters("points")
            .addParameters("seed")
            .setSeeds("seed")
            .setCreateTime(Times.toProto(Instant.now()));
    for (String run : runs) {
      RunLayout layout = Names.run("run", run);
      Run record =
          ProtoJson.read(server.store, layout.runRecord(), Run.getDefaultInstance()).orElseThrow();
      sweep.addPoints(SweepPoint.newBuilder().putAllParameters(record.getParametersMap()));
    }
    SweepPoint last = sweep.getPoints(runs.size() - 1);
    sweep.addPoints(
        last.toBuilder().putParameters("seed", Value.newBuilder().setIntegerValue(3).build()));
    server.store.replace(RunLayout.sweepRecord("trial"), ProtoJson.write(sweep.build()));
  }

  @Test
  void whatCannotBeTabulatedIsTold() throws Exception {
    assertThat(server.get("/v1/sweeps").json().has("sweeps")).isFalse();
    assertThat(server.get("/v1/sweeps/none:tabulate").status()).isEqualTo(404);
    assertThat(server.get("/v1/sweeps/UP:tabulate").status()).isEqualTo(400);

    String run = server.create("student", "points: 2", "labels", "{\"sweep\": \"trial\"}");
    server.awaitIndexed(run);
    record(List.of(run));
    Answer wrong = server.get("/v1/sweeps/trial:tabulate?metric=student.acuracy");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("Did you mean student.accuracy");
    assertThat(server.get("/v1/sweeps/trial:tabulate?baseline=seed").body())
        .contains("is not name");
    assertThat(server.get("/v1/sweeps/trial:tabulate?baseline=seed%3D1").body())
        .contains("told apart by");
  }
}

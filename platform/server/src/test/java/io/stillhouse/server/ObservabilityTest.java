package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.run.TraceIdentity;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.server.RunningServer.Answer;
import io.stillhouse.server.access.Scope;
import io.stillhouse.server.access.Tokens;
import io.stillhouse.server.main.CliRunStarter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real server and real runs tell those who watch over them, and what is written about that.
 */
class ObservabilityTest {
  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:stillhouse|jvm|process|system)_[a-z_]+");
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "le");

  @TempDir private static Path folder = Path.of("");
  private static RunningServer server;
  private static String run = "";
  private static String broken = "";

  /**
   * One run that succeeds, one that the cache serves, one that fails, one that a trigger starts.
   */
  @BeforeAll
  static void runs() throws Exception {
    server = new RunningServer(folder, Map.of("STILLHOUSE_LOG_FORMAT", "json"));
    broken =
        server.createFrom(
            """
            apiVersion: stillhouse.io/v1
            kind: Pipeline
            metadata: {name: broken}
            steps:
              - {name: pictures, component: picturing}
              - name: answers
                component: answering
                parameters: {wrongEvery: 0}
                inputs: {dataset: "${steps.pictures.outputs.dataset}"}
            """,
            "broken");
    run = server.create("measured", "points: 1");
    fireTrigger();
    server.await(broken, "FAILED");
    server.awaitIndexed(run);
    server.awaitIndexed(server.create("measured", "points: 1"));
    awaitSample("stillhouse_trigger_events_total{outcome=\"run_succeeded\",trigger=\"yearly\"}", 1);
    awaitSample(
        "stillhouse_run_duration_seconds_count{outcome=\"succeeded\",pipeline=\"triggered\"}", 1);
    awaitSample(
        "stillhouse_run_duration_seconds_count{outcome=\"succeeded\",pipeline=\"measured\"}", 2);
  }

  private static void fireTrigger() throws Exception {
    Files.writeString(
        folder.resolve("definitions").resolve("triggered.yaml"),
        RunningServer.definition("triggered", "points: 2"));
    JsonObject trigger = new JsonObject();
    trigger.addProperty(
        "source",
        "apiVersion: stillhouse.io/v1\nkind: Trigger\nmetadata: {name: yearly}\n"
            + "pipeline: triggered\nschedule: {cron: '0 0 1 1 *'}\n");
    assertThat(server.post("/v1/triggers:apply", trigger.toString()).status()).isEqualTo(200);
    assertThat(server.post("/v1/triggers/yearly:fire", "{}").status()).isEqualTo(200);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static String scrape() throws IOException, InterruptedException {
    Answer answer = server.get("/metrics");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    return answer.body();
  }

  /** Every sample by its name and labels. */
  private static Map<String, Double> samples() throws IOException, InterruptedException {
    Map<String, Double> samples = new TreeMap<>();
    scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int blank = line.lastIndexOf(' ');
              samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            });
    return samples;
  }

  private static void awaitSample(String sample, double value) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Double.valueOf(value).equals(samples().get(sample))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(sample + " is not " + value + ":\n" + scrape());
      }
      Thread.sleep(100);
    }
  }

  @Test
  void everythingThatEndedIsCountedOnceByItsOutcome() throws Exception {
    Map<String, Double> samples = samples();
    assertThat(samples)
        .containsEntry("stillhouse_runs{pipeline=\"measured\",state=\"succeeded\"}", 2.0)
        .containsEntry("stillhouse_runs{pipeline=\"measured\",state=\"running\"}", 0.0)
        .containsEntry("stillhouse_runs{pipeline=\"broken\",state=\"failed\"}", 1.0)
        .containsEntry("stillhouse_runs_interrupted", 0.0)
        .containsEntry("stillhouse_index_damaged", 0.0)
        .containsEntry(
            "stillhouse_run_duration_seconds_count{outcome=\"succeeded\",pipeline=\"measured\"}",
            2.0)
        .containsEntry(
            "stillhouse_run_duration_seconds_count{outcome=\"failed\",pipeline=\"broken\"}", 1.0)
        .containsEntry(
            "stillhouse_steps_ended_total{component=\"answering\",outcome=\"failed\"}", 1.0)
        .containsEntry(
            "stillhouse_steps_ended_total{component=\"telling\",outcome=\"succeeded\"}", 3.0)
        .containsEntry("stillhouse_cache_requests_total{component=\"telling\",result=\"hit\"}", 1.0)
        .containsEntry(
            "stillhouse_cache_requests_total{component=\"telling\",result=\"miss\"}", 2.0)
        .containsEntry(
            "stillhouse_step_attempts_total{component=\"answering\",error=\"application\"}", 1.0)
        .containsEntry("stillhouse_step_attempts_total{component=\"telling\",error=\"none\"}", 2.0)
        .containsEntry(
            "stillhouse_trigger_events_total{outcome=\"started\",trigger=\"yearly\"}", 1.0);
    for (String phase : List.of("queue", "pull", "run", "end")) {
      assertThat(samples)
          .containsEntry(
              "stillhouse_step_phase_seconds_count{component=\"telling\",phase=\"" + phase + "\"}",
              2.0);
    }
    assertThat(
            samples.get("stillhouse_step_phase_seconds_sum{component=\"telling\",phase=\"pull\"}"))
        .as("two Java machines start")
        .isBetween(0.05, 60.0);
    assertThat(samples.get("stillhouse_index_lag_seconds")).isBetween(0.0, 30.0);
  }

  @Test
  void requestsAreCountedByMethodAndStatusWhicheverWayTheyCome() throws Exception {
    server.get("/v1/pipelines/measured/runs/20260101-000000-abcdef");
    server.get("/v1/pipelines");
    assertThat(
            server
                .get("/v1/" + run + "/steps/student/attempts/1/artifacts/report/files/report.md")
                .status())
        .isEqualTo(200);
    assertThat(server.get("/v1/pipelines", "origin", "https://evil.example").status())
        .isEqualTo(403);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Set<String> wanted =
        Set.of(
            "http_status=\"200\",method=\"ListPipelines\"",
            "http_status=\"404\",method=\"GetRun\"",
            "http_status=\"200\",method=\"DownloadFile\"",
            // Refused before anybody asked what it is.
            "http_status=\"403\",method=\"GET\"");
    Map<String, Double> samples = samples();
    while (!wanted.stream().allMatch(new Counted(samples)::contains)) {
      assertThat(System.nanoTime()).as(samples.keySet().toString()).isLessThan(deadline);
      Thread.sleep(50);
      samples = samples();
    }
  }

  /** The requests that were counted. */
  private record Counted(Map<String, Double> samples) {
    boolean contains(String labels) {
      return samples.keySet().stream()
          .anyMatch(
              sample ->
                  sample.startsWith("stillhouse_server_requests_total") && sample.contains(labels));
    }
  }

  @Test
  void noRunAndNoAddressIsALabel() throws Exception {
    String run = server.get("/v1/pipelines/measured/runs").json().toString();
    Matcher name = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-z]{6}").matcher(run);
    assertThat(name.find()).isTrue();
    server.get("/v1/pipelines/measured/runs/" + name.group());
    server.get("/nothing/" + name.group());
    assertThat(scrape()).doesNotContain(name.group()).doesNotContain("127.0.0.1");
  }

  @Test
  void everyLineThatAStepLogsIsJsonThatSaysWhatItIsAbout() throws Exception {
    RunLayout layout = RunLayout.ofName(broken);
    List<JsonObject> lines =
        Files.readAllLines(folder.resolve("store").resolve(layout.attempt("answers", 1).log()))
            .stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertThat(lines).isNotEmpty();
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.get("run").getAsString()).isEqualTo(broken);
              assertThat(line.get("step").getAsString()).isEqualTo("answers");
              assertThat(line.get("attempt").getAsInt()).isEqualTo(1);
              assertThat(line.get("trace_id").getAsString())
                  .isEqualTo(TraceIdentity.ofRun(broken).traceId());
            });
    assertThat(lines)
        .anySatisfy(
            line -> {
              assertThat(line.get("level").getAsString()).isEqualTo("ERROR");
              assertThat(line.get("error").getAsString()).contains("ArithmeticException");
            });
  }

  @Test
  void thePageNamesEveryMetricWithItsTypeAndLabels() throws Exception {
    Map<String, String> documented = new TreeMap<>();
    Matcher row =
        Pattern.compile("(?m)^\\| `(stillhouse_[a-z_]+)` \\| ([a-z]+) \\| ([^|]*)\\|")
            .matcher(Files.readString(DOCS.resolve("observability.md")));
    while (row.find()) {
      Set<String> labels = new TreeSet<>();
      Pattern.compile("`([a-z_]+)`")
          .matcher(row.group(3))
          .results()
          .map(label -> label.group(1))
          .forEach(labels::add);
      documented.put(row.group(1), row.group(2) + " " + labels);
    }
    Map<String, String> real = new TreeMap<>();
    String text = scrape();
    Matcher type = Pattern.compile("(?m)^# TYPE (stillhouse_[a-z_]+) ([a-z]+)$").matcher(text);
    while (type.find()) {
      Set<String> labels = labels(text, type.group(1));
      labels.removeAll(OF_PROMETHEUS);
      real.put(type.group(1), type.group(2) + " " + labels);
    }
    real.keySet()
        .removeIf(
            name -> real.containsKey(name.replaceFirst("_max$", "")) && name.endsWith("_max"));
    assertThat(documented).isEqualTo(real);
  }

  private static Set<String> labels(String text, String metric) {
    Set<String> labels = new TreeSet<>();
    Pattern.compile("(?m)^" + metric + "(?:_bucket|_count|_sum|_max)?\\{([^}]*)}")
        .matcher(text)
        .results()
        .flatMap(sample -> Pattern.compile("([a-z_]+)=\"").matcher(sample.group(1)).results())
        .map(label -> label.group(1))
        .forEach(labels::add);
    return labels;
  }

  @Test
  void grafanaAndTheAlertsAskForWhatIsThere() throws Exception {
    Map<String, Double> samples = samples();
    Set<String> names = new TreeSet<>();
    samples.keySet().forEach(sample -> names.add(sample.replaceFirst("\\{.*", "")));
    String text = scrape();
    for (String file : List.of("monitoring/grafana.json", "monitoring/alerts.yaml")) {
      String asked = Files.readString(DOCS.resolve(file)).replace("\\\"", "\"");
      List<String> used = NAME.matcher(asked).results().map(MatchResult::group).toList();
      assertThat(used).as(file).hasSizeGreaterThan(5);
      assertThat(names).as(file).containsAll(used);
      Matcher selector =
          Pattern.compile("((?:stillhouse|jvm|process|system)_[a-z_]+)\\{([^}]*)}").matcher(asked);
      while (selector.find()) {
        Set<String> labels =
            labels(text, selector.group(1).replaceFirst("_(bucket|sum|count)$", ""));
        labels.addAll(OF_PROMETHEUS);
        assertThat(labels)
            .as(file + ": " + selector.group())
            .containsAll(
                Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\"")
                    .matcher(selector.group(2))
                    .results()
                    .map(label -> label.group(1))
                    .toList());
      }
    }
  }

  @Test
  void onANetworkOnlyTokensScrape() throws Exception {
    String reader =
        new Tokens(server.store, Clock.systemUTC())
            .create("prometheus", Scope.READ, Optional.empty());
    try (RunStore index = RunStore.open(folder.resolve("public.db"));
        StillhouseServer open =
            StillhouseServer.start(
                server.settings("0.0.0.0"),
                server.store,
                index,
                new CliRunStarter(server.environment(), server.store, "local"))) {
      URI page = URI.create("http://127.0.0.1:" + open.port() + "/metrics");
      assertThat(server.send(HttpRequest.newBuilder(page)).status()).isEqualTo(401);
      Answer answer =
          server.send(HttpRequest.newBuilder(page).header("authorization", "Bearer " + reader));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("stillhouse_runs_interrupted");
      assertThat(answer.body())
          .as("what ended before a server came is history to it")
          .doesNotContain("stillhouse_run_duration_seconds");
    }
  }
}

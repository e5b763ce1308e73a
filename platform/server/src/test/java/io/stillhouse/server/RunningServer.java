package io.stillhouse.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.text.Terminal;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.server.main.CliRunStarter;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real server on a real store, whose runs are carried out by processes of their own; and plain
 * clients of it.
 */
final class RunningServer implements AutoCloseable {
  final Path folder;
  final ArtifactStore store;
  private final Map<String, String> more;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private RunStore index;
  private StillhouseServer server;

  /** An answer of the server over HTTP. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  RunningServer(Path folder) throws IOException {
    this(folder, Map.of());
  }

  /**
   * @param variables further environment variables of the server
   */
  RunningServer(Path folder, Map<String, String> variables) throws IOException {
    this.folder = folder;
    this.more = variables;
    this.store = ArtifactStores.open(folder.resolve("store"));
    components();
    Files.createDirectories(folder.resolve("definitions"));
    this.index = RunStore.open(folder.resolve("index.db"));
    this.server = start();
  }

  private RunningServer(Path folder, ArtifactStore store, Path indexFile) {
    this.folder = folder;
    this.more = Map.of();
    this.store = store;
    this.index = RunStore.open(indexFile);
    this.server = start();
  }

  private void components() throws IOException {
    component(
        "telling",
        "TellingStep",
        """
        outputs:
          report: {type: Report, description: Hostile.}
        parameters:
          points: {type: integer, default: 4, minimum: 1, maximum: 100000}
          seed: {type: integer, default: 1}
          wait: {type: string, default: ''}
          data: {type: source, optional: true}
        resources: {cpu: 500m, memory: 256Mi}
        """);
    component(
        "picturing",
        "PicturingStep",
        """
        outputs:
          dataset: {type: Dataset, description: Some pictures.}
        parameters:
          variant: {type: integer, default: 1}
        resources: {cpu: 500m, memory: 256Mi}
        """);
    component(
        "answering",
        "AnsweringStep",
        """
        inputs:
          dataset: {type: Dataset, description: What was answered to.}
        outputs:
          metrics: {type: Metrics, description: Answers to single images.}
        parameters:
          wrongEvery: {type: integer}
          first: {type: integer, default: 0}
        resources: {cpu: 500m, memory: 256Mi}
        """);
  }

  /** The tests' class path; first what only steps have, whose logs look as the step SDK says. */
  private static String classPathOfSteps() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator, -1))
        .sorted(Comparator.comparing(entry -> !entry.contains("step-sdk")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void component(String name, String mainClass, String rest) throws IOException {
    Path component = Files.createDirectories(folder.resolve("components").resolve(name));
    Files.writeString(component.resolve("classpath"), classPathOfSteps());
    Files.writeString(component.resolve("program"), "version 1");
    Files.writeString(
        component.resolve("component.yaml"),
        """
        apiVersion: stillhouse.io/v1
        kind: Component
        metadata: {name: NAME, description: For tests.}
        image: none
        java:
          mainClass: io.stillhouse.server.MAIN
          jar: program
          classpathFile: classpath
        """
                .replace("NAME", name)
                .replace("MAIN", mainClass)
            + rest);
  }

  private StillhouseServer start() {
    return StillhouseServer.start(
        settings("127.0.0.1"), store, index, new CliRunStarter(environment(), store, "local"));
  }

  /** What a server on an address would be started with. */
  ServerSettings settings(String host) {
    return new ServerSettings(
        host,
        0,
        List.of(),
        Optional.empty(),
        Stream.of("telling", "picturing", "answering")
            .map(folder.resolve("components")::resolve)
            .toList(),
        folder.resolve("definitions"),
        List.of(),
        RunBackend.LOCAL,
        100_000,
        variables(),
        Clock.systemUTC());
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.remove("STILLHOUSE_HOME");
    variables.put("STILLHOUSE_CACHE_DIR", folder.resolve("cache").toString());
    variables.putAll(more);
    return variables;
  }

  CliEnvironment environment() {
    return new CliEnvironment(
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()),
        variables(),
        folder,
        Clock.systemUTC(),
        Terminal.none(),
        handler -> () -> {});
  }

  /** Ends the server. */
  void stop() {
    server.close();
    index.close();
  }

  /** A second server on the same store. */
  RunningServer beside(Path indexFile) {
    return new RunningServer(folder, store, indexFile);
  }

  /** Ends the server and starts another on the same store, with an index of its own. */
  void restartWithNewIndex() {
    stop();
    index = RunStore.open(folder.resolve("index-2.db"));
    server = start();
  }

  int port() {
    return server.port();
  }

  RunStore index() {
    return index;
  }

  <T> T client(Class<T> stub) {
    return GrpcClients.builder("gproto+http://127.0.0.1:" + port() + "/")
        .responseTimeout(Duration.ofMinutes(2))
        .maxResponseLength(0)
        .build(stub);
  }

  Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  Answer post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers().map(), response.body());
  }

  /** A definition with one step. */
  static String definition(String pipeline, String parameters) {
    return """
    apiVersion: stillhouse.io/v1
    kind: Pipeline
    metadata: {name: PIPELINE}
    parameters:
      seed: {type: integer, default: 1}
    steps:
      - name: student
        component: telling
        parameters: {seed: "${parameters.seed}", PARAMETERS}
    """
        .replace("PIPELINE", pipeline)
        .replace("PARAMETERS", parameters);
  }

  /** Asks for a run and returns its name. */
  String create(String pipeline, String parameters, String... fields)
      throws IOException, InterruptedException {
    return createFrom(definition(pipeline, parameters), pipeline, fields);
  }

  /** Asks for a run of a definition and returns its name. */
  String createFrom(String definition, String pipeline, String... fields)
      throws IOException, InterruptedException {
    JsonObject request = new JsonObject();
    request.addProperty("source", definition);
    for (int i = 0; i < fields.length; i += 2) {
      request.add(fields[i], JsonParser.parseString(fields[i + 1]));
    }
    Answer answer = post("/v1/pipelines/" + pipeline + "/runs", request.toString());
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return answer.json().getAsJsonObject("summary").get("name").getAsString();
  }

  /** Waits until a run is in a state. */
  JsonObject await(String run, String state) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (true) {
      Answer answer = get("/v1/" + run);
      JsonObject detail = answer.json();
      // The index hears of a new run within seconds, not at once.
      boolean known = answer.status() != 404;
      if (known && state.equals(detail.getAsJsonObject("summary").get("state").getAsString())) {
        return detail;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not " + state + ": " + detail);
      }
      Thread.sleep(100);
    }
  }

  /** Waits until the index knows that these runs have succeeded. */
  void awaitIndexed(String... runs) throws IOException, InterruptedException {
    for (String run : runs) {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (get("/v1/" + run).status() == 404 && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      await(run, "SUCCEEDED");
    }
  }

  @Override
  public void close() {
    server.close();
    index.close();
  }
}

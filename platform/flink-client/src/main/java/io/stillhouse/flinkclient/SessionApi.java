package io.stillhouse.flinkclient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The REST endpoint of a JobManager, as far as Stillhouse needs it. Every call throws an {@link
 * IOException} when the session does not answer, or not as it should.
 *
 * @see <a
 *     href="https://nightlies.apache.org/flink/flink-docs-release-1.19/docs/ops/rest_api/">Flink
 *     REST API</a>
 */
public final class SessionApi {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  /** The program reads what it is to do from the store before it submits. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private static final String UNKNOWN_JOB = "FlinkJobNotFoundException";
  private static final JsonMapper JSON = new JsonMapper();

  private final URI endpoint;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /** The endpoint at a host and port: {@code http://localhost:8081/}. */
  public SessionApi(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** The session as a whole. */
  public SessionOverview overview() throws IOException, InterruptedException {
    JsonNode overview = found(get("overview"));
    return new SessionOverview(
        overview.path("flink-version").asText(),
        overview.path("taskmanagers").asInt(),
        overview.path("slots-total").asInt(),
        overview.path("slots-available").asInt());
  }

  /** What the JobManager has on its class path; empty if this Flink does not tell. */
  public List<String> classPath() throws IOException, InterruptedException {
    List<String> entries = new ArrayList<>();
    get("jobmanager/environment")
        .ifPresent(
            answer -> answer.path("classpath").forEach(entry -> entries.add(entry.asText())));
    return entries;
  }

  /** The jobs that the session knows, those included that ended not long ago. */
  public List<SessionJob> jobs() throws IOException, InterruptedException {
    List<SessionJob> jobs = new ArrayList<>();
    for (JsonNode job : found(get("jobs/overview")).path("jobs")) {
      jobs.add(
          new SessionJob(
              job.path("jid").asText(),
              job.path("name").asText(),
              SessionJob.State.of(job.path("state").asText())));
    }
    return jobs;
  }

  /** How a job is; empty if the session does not know it, or no longer. */
  public Optional<SessionJob.State> state(String id) throws IOException, InterruptedException {
    return get("jobs/" + id + "/status")
        .map(status -> SessionJob.State.of(status.path("status").asText()));
  }

  /**
   * What went wrong with a job last, whether it failed or the session started it anew: a stack
   * trace; empty if nothing did, or is not known.
   */
  public String failure(String id) throws IOException, InterruptedException {
    Optional<JsonNode> exceptions = get("jobs/" + id + "/exceptions?maxExceptions=1");
    if (exceptions.isEmpty()) {
      return "";
    }
    String root = exceptions.get().path("root-exception").asText("");
    return root.isEmpty() || root.equals("null")
        ? exceptions.get().at("/exceptionHistory/entries/0/stacktrace").asText("")
        : root;
  }

  /** Asks to cancel a job; one that has ended stays as it is. */
  public void cancel(String id) throws IOException, InterruptedException {
    send(
        request("jobs/" + id + "?mode=cancel")
            .method("PATCH", HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /**
   * Gives the session a jar with a program.
   *
   * @return what the session calls it
   * @throws SessionRefusalException if it takes no programs
   */
  public String upload(String name, byte[] jar) throws IOException, InterruptedException {
    String boundary = "stillhouse-" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
            + "Content-Type: application/java-archive\r\n\r\n";
    HttpRequest request =
        request("jars/upload")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                HttpRequest.BodyPublishers.concat(
                    HttpRequest.BodyPublishers.ofString(head.formatted(boundary, name)),
                    HttpRequest.BodyPublishers.ofByteArray(jar),
                    HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
            .build();
    String file = accepted(send(request)).path("filename").asText();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /**
   * Starts a program that submits a job.
   *
   * @param jar what the session calls the program's jar
   * @param mainClass a class of the jar or of the session itself
   * @param job the id of the job, 32 hexadecimal digits
   * @throws SessionRefusalException if the program failed, with its stack trace, or a job with that
   *     id is there already
   */
  public void start(String jar, String mainClass, List<String> arguments, String job)
      throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            Map.of("entryClass", mainClass, "programArgsList", arguments, "jobId", job));
    accepted(
        send(
            HttpRequest.newBuilder(endpoint.resolve("jars/" + jar + "/run"))
                .timeout(START_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
  }

  /** Takes a program's jar from the session; jobs that it has submitted go on. */
  public void deleteJar(String jar) throws IOException, InterruptedException {
    send(request("jars/" + jar).DELETE().build());
  }

  private static JsonNode accepted(HttpResponse<String> response) throws IOException {
    if (response.statusCode() == 200) {
      return JSON.readTree(response.body());
    }
    List<String> errors = new ArrayList<>();
    if (response.body().startsWith("{")) {
      JSON.readTree(response.body()).path("errors").forEach(error -> errors.add(error.asText()));
    }
    throw new SessionRefusalException(
        errors.isEmpty()
            ? "it answered " + response.statusCode() + ": " + response.body()
            : String.join("\n", errors));
  }

  private Optional<JsonNode> get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request(path).GET().build());
    if (response.statusCode() == 200) {
      return Optional.of(JSON.readTree(response.body()));
    }
    // Flink answers 500 to the status of a job that it does not know.
    if (response.statusCode() == 404 || response.body().contains(UNKNOWN_JOB)) {
      return Optional.empty();
    }
    throw new IOException(
        "it answered " + response.statusCode() + " to " + path + ": " + response.body());
  }

  private static JsonNode found(Optional<JsonNode> answer) throws IOException {
    return answer.orElseThrow(() -> new IOException("it is not a Flink session"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.resolve(path)).timeout(ANSWER_TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}

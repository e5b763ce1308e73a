package io.stillhouse.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stillhouse.platforms.DockerEngine;
import io.stillhouse.platforms.Installation;
import io.stillhouse.platforms.Installation.Output;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bucket that this account may not use, and one that there is not, end a command with what and
 * where. The answers are those that Google Cloud Storage gives.
 */
@Timeout(120)
class UnusableBucketTest {
  private static final String DENIED =
      "trainer@project.iam.gserviceaccount.com does not have storage.objects.create access to the"
          + " Google Cloud Storage object. Permission 'storage.objects.create' denied on resource"
          + " (or it may not exist).";
  private static final String ABSENT = "The specified bucket does not exist.";
  private static final String STORE = "gs://team-bucket/runs";
  private static final int UNREACHABLE = 4;

  @TempDir Path workspace;
  private final Installation installation = Installation.ofThisBuild();
  private HttpServer service;

  @BeforeEach
  void startService() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.start();
  }

  @AfterEach
  void stopService() {
    service.stop(0);
  }

  @Test
  void theDoctorNamesTheRightThatIsMissingAndTheBucket() throws Exception {
    service.createContext("/", exchange -> refuse(exchange, 403, "forbidden", DENIED));

    Output doctor = command("doctor");

    assertThat(doctor.exit()).as("%s", doctor).isEqualTo(UNREACHABLE);
    assertThat(doctor.out())
        .contains("cannot create " + STORE + "/_doctor/", "answered 403 forbidden", DENIED)
        .contains("roles/storage.objectUser on bucket team-bucket", "--store");
  }

  @Test
  void anAccountThatMayOnlyReadIsNotFoundWell() throws Exception {
    service.createContext("/", UnusableBucketTest::readOnly);

    Output doctor = command("doctor");

    assertThat(doctor.exit()).as("%s", doctor).isEqualTo(UNREACHABLE);
    assertThat(doctor.out()).contains("cannot create " + STORE + "/_doctor/", DENIED);
  }

  @Test
  void theDoctorNamesABucketThatThereIsNot() throws Exception {
    service.createContext("/", exchange -> refuse(exchange, 404, "notFound", ABSENT));

    Output doctor = command("doctor");

    assertThat(doctor.exit()).as("%s", doctor).isEqualTo(UNREACHABLE);
    assertThat(doctor.out())
        .contains("cannot create " + STORE + "/_doctor/", ABSENT)
        .contains("is there a bucket team-bucket? Create it or correct the store");
  }

  @Test
  void aRunIntoABucketWithoutRightsEndsBeforeItBegins() throws Exception {
    DockerEngine.orSkip();
    service.createContext("/", UnusableBucketTest::readOnly);

    Output run = run();

    assertThat(run.exit()).as("%s", run).isEqualTo(UNREACHABLE);
    assertThat(run.err())
        .contains("cannot create " + STORE + "/small/", "answered 403 forbidden", DENIED)
        .contains("roles/storage.objectUser on bucket team-bucket");
  }

  @Test
  void aRunIntoABucketThatThereIsNotEndsBeforeItBegins() throws Exception {
    DockerEngine.orSkip();
    service.createContext("/", exchange -> refuse(exchange, 404, "notFound", ABSENT));

    Output run = run();

    assertThat(run.exit()).as("%s", run).isEqualTo(UNREACHABLE);
    assertThat(run.err())
        .contains("cannot list " + STORE, ABSENT, "is there a bucket team-bucket?");
  }

  private Output run() throws IOException, InterruptedException {
    Path definition = workspace.resolve("small.yaml");
    try (var yaml = UnusableBucketTest.class.getResourceAsStream("/small.yaml")) {
      Files.copy(yaml, definition);
    }
    return command(
        "run",
        definition.toString(),
        "-p",
        "source=" + installation.digits(),
        "--launcher",
        "docker");
  }

  private Output command(String... arguments) throws IOException, InterruptedException {
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--store", STORE)).toArray(String[]::new);
    String address = "http://127.0.0.1:" + service.getAddress().getPort();
    return installation.start(workspace, Map.of(RunsElsewhere.EMULATOR, address), all).await();
  }

  /** Lists nothing, finds nothing, and lets nobody write. */
  private static void readOnly(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      refuse(exchange, 403, "forbidden", DENIED);
    } else if (exchange.getRequestURI().getPath().endsWith("/o")) {
      answer(exchange, 200, "{\"kind\": \"storage#objects\"}");
    } else {
      refuse(exchange, 404, "notFound", "No such object");
    }
  }

  private static void refuse(HttpExchange exchange, int code, String reason, String message)
      throws IOException {
    answer(
        exchange,
        code,
        """
        {"error": {"code": %d, "message": "%s",
          "errors": [{"message": "%s", "domain": "global", "reason": "%s"}]}}
        """
            .formatted(code, message, message, reason));
  }

  private static void answer(HttpExchange exchange, int code, String json) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

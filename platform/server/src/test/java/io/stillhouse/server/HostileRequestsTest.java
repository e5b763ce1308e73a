package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.server.RunningServer.Answer;
import io.stillhouse.server.access.Scope;
import io.stillhouse.server.access.Tokens;
import io.stillhouse.server.main.CliRunStarter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody tries who means ill. */
class HostileRequestsTest {
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
  void noPathLeadsOutOfAnArtifact() throws Exception {
    Files.writeString(folder.resolve("secret.txt"), "the secret");
    String run = server.create("paths", "points: 1");
    server.await(run, "SUCCEEDED");
    Files.writeString(folder.resolve("store").resolve("secret.txt"), "the secret");
    String artifact = run + "/steps/student/attempts/1/artifacts/report";
    assertThat(server.get("/v1/" + artifact + "/files/report.md").status()).isEqualTo(200);
    for (String path :
        new String[] {
          "../result.json",
          "..%2fresult.json",
          "%2e%2e/result.json",
          "..%252fresult.json",
          "manifest.json",
          "../../../../../../secret.txt",
          "%2fetc%2fpasswd",
          "report.md%00.png"
        }) {
      Answer answer = raw("GET /v1/" + artifact + "/files/" + path);
      assertThat(answer.status()).as(path).isIn(400, 404);
      assertThat(answer.body()).as(path).doesNotContain("the secret", "root:", "student.accuracy");
    }
    for (String name :
        new String[] {
          "/v1/pipelines/..%2f..%2fsecret/runs/x",
          "/v1/pipelines/paths/runs/" + "a".repeat(70),
          "/v1/pipelines/_tokens/runs/x",
          "/v1/" + run + "/steps/../attempts/1/log",
          "/v1/" + run + "/steps/student/attempts/0/log",
          "/v1/" + run + "/steps/student/attempts/1/artifacts/..",
          "/app/..%2f..%2f..%2flogback.xml",
          "/webjars/..%2f..%2fMETA-INF/MANIFEST.MF"
        }) {
      assertThat(raw("GET " + name).status()).as(name).isIn(400, 404);
    }
  }

  /** Sends a path as it is: clients would tidy it up. */
  private Answer raw(String line, String... headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      StringBuilder request = new StringBuilder(line + " HTTP/1.1\r\nconnection: close\r\n");
      boolean host = false;
      for (String header : headers) {
        request.append(header).append("\r\n");
        host |= header.startsWith("host:");
      }
      if (!host) {
        request.append("host: 127.0.0.1:").append(server.port()).append("\r\n");
      }
      OutputStream out = socket.getOutputStream();
      out.write((request + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int status = Integer.parseInt(answer.substring(9, 12));
      return new Answer(status, Map.of(), answer);
    }
  }

  @Test
  void whatLooksLikeSqlIsOnlyText() throws Exception {
    String run = server.create("sql", "points: 1");
    server.await(run, "SUCCEEDED");
    for (String filter :
        new String[] {
          "name = \"x' OR '1'='1\"",
          "experiment = \"'; DROP TABLE run; --\"",
          "labels.team = \"\\\" UNION SELECT token_key FROM store_state\""
        }) {
      Answer answer = server.get("/v1/pipelines/-/runs?filter=" + encoded(filter));
      assertThat(answer.status()).as(filter).isIn(200, 400);
      assertThat(answer.body()).as(filter).doesNotContain(run);
    }
    for (String token :
        new String[] {"' OR 1=1 --", "MSBPUiAxPTE", "../../etc", "a".repeat(5000)}) {
      assertThat(server.get("/v1/pipelines/-/runs?page_token=" + encoded(token)).status())
          .as(token)
          .isEqualTo(400);
    }
    assertThat(
            server.get("/v1/pipelines/-/runs?order_by=" + encoded("name; DROP TABLE run")).status())
        .isEqualTo(400);
    assertThat(server.get("/v1/pipelines/-/runs").body()).contains(run);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void textOfUsersIsNeverAPage() throws Exception {
    String run =
        server.create(
            "marked", "points: 1", "labels", "{\"name\": \"<img src=x onerror=alert(1)>\"}");
    server.await(run, "SUCCEEDED");
    Answer listed = server.get("/v1/pipelines/marked/runs");
    assertThat(listed.header("content-type")).startsWith("application/json");
    assertThat(listed.header("x-content-type-options")).isEqualTo("nosniff");
    Answer page =
        server.get("/v1/" + run + "/steps/student/attempts/1/artifacts/report/files/report.html");
    assertThat(page.body()).contains(TellingStep.HOSTILE);
    assertThat(page.header("content-security-policy"))
        .startsWith("sandbox;")
        .contains("default-src 'none'")
        .doesNotContain("allow-scripts");
    assertThat(server.get("/").header("content-security-policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    Answer wrong = server.get("/v1/pipelines/%3Cscript%3E/runs/x");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.header("content-type")).startsWith("application/json");
  }

  @Test
  void aDownloadIsServedInPartsAndNotTwice() throws Exception {
    String run = server.create("parts", "points: 1");
    server.await(run, "SUCCEEDED");
    String path = "/v1/" + run + "/steps/student/attempts/1/artifacts/report/files/report.md";
    Answer whole = server.get(path);
    String tag = whole.header("etag");
    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    assertThat(server.get(path, "if-none-match", tag).status()).isEqualTo(304);
    Answer part = server.get(path, "range", "bytes=2-7");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("Report");
    assertThat(part.header("content-range")).startsWith("bytes 2-7/");
    assertThat(server.get(path, "range", "bytes=100000-").status()).isEqualTo(416);
  }

  @Test
  void foreignPagesAndForeignNamesAreRefused() throws Exception {
    assertThat(raw("GET /v1/pipelines", "host: evil.example").status()).isEqualTo(403);
    assertThat(raw("GET /", "host: evil.example:80").status()).isEqualTo(403);
    assertThat(server.get("/v1/pipelines", "origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(server.get("/v1/pipelines", "sec-fetch-site", "cross-site").status()).isEqualTo(403);
    assertThat(
            server
                .send(
                    server
                        .request("/v1/definitions:validate", "content-type", "text/plain")
                        .POST(
                            java.net.http.HttpRequest.BodyPublishers.ofString(
                                "{\"source\": \"x\"}")))
                .status())
        .isEqualTo(400);
    assertThat(
            server
                .post(
                    "/v1/definitions:validate",
                    "{\"source\": \"x\"}",
                    "origin",
                    "http://127.0.0.1:" + server.port())
                .status())
        .isEqualTo(200);
  }

  @Test
  void aRunOfAnotherStoreIsNotFound() throws Exception {
    assertThat(server.get("/v1/pipelines/other/runs/20260101-000000-abcdef").status())
        .isEqualTo(404);
    assertThat(
            server
                .get("/v1/pipelines/other/runs/20260101-000000-abcdef/steps/a/attempts/1/log")
                .status())
        .isEqualTo(404);
    assertThat(
            server
                .get("/v1/runs:compare?runs=pipelines/other/runs/20260101-000000-abcdef")
                .status())
        .isEqualTo(404);
    assertThat(server.send(server.request("/v1/pipelines/other/runs/x").DELETE()).status())
        .isEqualTo(404);
  }

  @Test
  void runsReadNoDataOutsideTheirFolders() throws Exception {
    Files.writeString(folder.resolve("definitions").resolve("mine.txt"), "mine");
    Files.createSymbolicLink(
        folder.resolve("definitions").resolve("link"), folder.resolve("outside"));
    Files.writeString(folder.resolve("outside"), "outside");
    for (String source :
        new String[] {
          "/etc/passwd", "../outside", "link", "file:///etc/passwd", "http://169.254.169.254/"
        }) {
      JsonObject request = new JsonObject();
      request.addProperty(
          "source", RunningServer.definition("data", "points: 1, data: '" + source + "'"));
      Answer answer = server.post("/v1/pipelines/data/runs", request.toString());
      assertThat(answer.status()).as(source).isEqualTo(400);
      assertThat(answer.body()).as(source).contains("fieldViolations");
    }
    server.await(server.create("data", "points: 1, data: 'mine.txt'"), "SUCCEEDED");
  }

  @Test
  void whatIsTooLargeOrTooMuchIsRefused() throws Exception {
    JsonObject request = new JsonObject();
    request.addProperty("source", "x".repeat(5 << 20));
    assertThat(server.post("/v1/definitions:validate", request.toString()).status())
        .isIn(400, 413, 429);
    assertThat(server.get("/v1/pipelines/-/runs?page_size=1000000").status()).isEqualTo(400);
    String bomb =
        "a: &a [x,x,x,x,x,x,x,x,x]\\n"
            + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\n"
            + "c: &c [*b,*b,*b,*b,*b,*b,*b]";
    Answer answer = server.post("/v1/definitions:validate", "{\"source\": \"" + bomb + "\"}");
    assertThat(answer.json().has("problems")).isTrue();
  }

  @Test
  void onANetworkCallersNeedTokensWithTheRightScope() throws Exception {
    assertThatThrownBy(() -> open("0.0.0.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token create");
    Tokens tokens = new Tokens(server.store, Clock.systemUTC());
    String reader = tokens.create("reader", Scope.READ, Optional.empty());
    String launcher = tokens.create("launcher", Scope.LAUNCH, Optional.empty());
    String expired = tokens.create("old", Scope.ADMIN, Optional.of(Duration.ofMillis(1)));
    assertThat(
            Files.readString(
                folder.resolve("store/_tokens").resolve(reader.split("_")[1] + ".json")))
        .doesNotContain(reader.split("_")[2]);
    try (RunStore index = RunStore.open(folder.resolve("public.db"));
        StillhouseServer open =
            StillhouseServer.start(
                server.settings("0.0.0.0"),
                server.store,
                index,
                new CliRunStarter(server.environment(), server.store, "local"))) {
      String base = "http://127.0.0.1:" + open.port();
      assertThat(status(base, "GET", "/v1/pipelines", "")).isEqualTo(401);
      assertThat(status(base, "GET", "/v1/pipelines", "wrong")).isEqualTo(401);
      assertThat(status(base, "GET", "/v1/pipelines", expired)).isEqualTo(401);
      assertThat(status(base, "GET", "/v1/pipelines", reader)).isEqualTo(200);
      assertThat(status(base, "POST", "/v1/pipelines/x/runs", reader)).isEqualTo(403);
      assertThat(status(base, "POST", "/v1/pipelines/x/runs", launcher)).isEqualTo(400);
      assertThat(status(base, "DELETE", "/v1/pipelines/x/runs/y", launcher)).isEqualTo(403);
      assertThat(status(base, "GET", "/", "")).isEqualTo(200);
      assertThat(status(base, "GET", "/openapi.json", "")).isEqualTo(401);
    }
  }

  private void open(String host) throws IOException {
    try (RunStore index = RunStore.open(folder.resolve("open.db"))) {
      StillhouseServer.start(
              server.settings(host),
              ArtifactStores.open(folder.resolve("empty-store")),
              index,
              new CliRunStarter(server.environment(), server.store, "local"))
          .close();
    }
  }

  private int status(String base, String method, String path, String token) throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create(base + path))
            .header("content-type", "application/json")
            .method(method, java.net.http.HttpRequest.BodyPublishers.ofString("{}"));
    if (method.equals("GET")) {
      request.GET();
    }
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return server.send(request).status();
  }
}

package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.resource.ResourceRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of attempts while the engine does not answer. */
@Timeout(180)
class DockerOutageTest {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  @TempDir Path temporary;
  private DockerPlatform platform;
  private EngineProxy proxy;
  private StepLauncher launcher;

  @BeforeEach
  void openLauncher() throws Exception {
    Assumptions.assumeTrue(Files.exists(SOCKET), "there is no " + SOCKET + " to stand before");
    platform = DockerPlatform.start(ArtifactStores.open(temporary.resolve("store")), Map.of());
    proxy = new EngineProxy(SOCKET);
    launcher = platform.withSettings(Map.of("host", proxy.address())).open(Map.of());
  }

  @AfterEach
  void close() throws Exception {
    if (launcher != null) {
      launcher.close();
    }
    if (proxy != null) {
      proxy.close();
    }
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  void anEndDuringTheOutageIsSeenAfterItWithTheWholeLog() throws Exception {
    LaunchRequest request = request(1, "echo ready; sleep 2; echo unheard; exit 64");
    LaunchedAttempt launched = launcher.launch(request);
    awaitWords(request, "ready");
    proxy.cut();
    Thread.sleep(3000);
    assertThat(launched.exit()).isNotDone();
    proxy.mend();

    assertThat(launched.exit().get(1, TimeUnit.MINUTES)).isEqualTo(AttemptExit.of(64));
    assertThat(launcher.lastWords(request)).isEqualTo("ready\nunheard");
  }

  @Test
  void theLogGoesOnWhereTheOutageBrokeItOff() throws Exception {
    LaunchRequest request =
        request(1, "echo ready; sleep 1; echo during; while [ ! -e $GO ]; do sleep 0.1; done");
    LaunchedAttempt launched = launcher.launch(request);
    awaitWords(request, "ready");
    for (int outage = 0; outage < 3; outage++) {
      proxy.cut();
      Thread.sleep(700);
      proxy.mend();
      awaitWords(request, "ready");
    }
    awaitWords(request, "during");
    platform.store().replace("go", new byte[1]);

    assertThat(launched.exit().get(1, TimeUnit.MINUTES)).isEqualTo(AttemptExit.of(0));
    assertThat(launcher.lastWords(request)).isEqualTo("ready\nduring");
  }

  @Test
  void whatIsLaunchedStoppedOrAdoptedDuringAnOutageWaitsForItsEnd() throws Exception {
    LaunchRequest before =
        request(1, "trap 'exit 75' TERM; echo ready; while true; do sleep 0.1; done");
    LaunchedAttempt launched = launcher.launch(before);
    awaitWords(before, "ready");
    proxy.cut();
    launched.stop(Duration.ofSeconds(20));
    CompletableFuture<AttemptExit> during =
        CompletableFuture.supplyAsync(() -> launch(request(2, "exit 3")));
    CompletableFuture<Optional<LaunchedAttempt>> adopted =
        CompletableFuture.supplyAsync(() -> adopt(request(3, "true")));
    Thread.sleep(2000);
    assertThat(during).isNotDone();
    assertThat(adopted).isNotDone();
    proxy.mend();

    assertThat(launched.exit().get(1, TimeUnit.MINUTES)).isEqualTo(AttemptExit.of(75));
    assertThat(during.get(1, TimeUnit.MINUTES)).isEqualTo(AttemptExit.of(3));
    assertThat(adopted.get(1, TimeUnit.MINUTES)).isEmpty();
  }

  @Test
  void callsWhoseAnswersAreLostStartOneContainerEach() throws Exception {
    for (int number = 1; number <= 10; number++) {
      LaunchRequest request = request(number, "echo started");
      CompletableFuture<AttemptExit> launched =
          CompletableFuture.supplyAsync(() -> launch(request));
      Thread.sleep(number * 25L);
      proxy.cut();
      Thread.sleep(100);
      proxy.mend();

      assertThat(launched.get(1, TimeUnit.MINUTES)).isEqualTo(AttemptExit.of(0));
      assertThat(platform.copies(request)).isEqualTo(1);
      assertThat(launcher.lastWords(request)).isEqualTo("started");
    }
  }

  private AttemptExit launch(LaunchRequest request) {
    try {
      return launcher.launch(request).exit().get(2, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Optional<LaunchedAttempt> adopt(LaunchRequest request) {
    try {
      return launcher.adopt(request);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void awaitWords(LaunchRequest request, String words) throws InterruptedException {
    while (!launcher.lastWords(request).contains(words)) {
      Thread.sleep(20);
    }
  }

  private LaunchRequest request(int number, String script) {
    return Scripts.request(
        platform,
        number,
        script,
        new ResourceRequest(500, 64L << 20, 0),
        Map.of("GO", temporary.resolve("store/go").toString()));
  }
}

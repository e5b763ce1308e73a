package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import com.sun.net.httpserver.HttpServer;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.run.ErrorClass;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to steps in containers of an engine. */
@Timeout(180)
class DockerContainersTest {
  private static final ResourceRequest HALF_A_CORE = new ResourceRequest(500, 64L << 20, 0);

  @TempDir Path temporary;
  private final List<StepLauncher> opened = new ArrayList<>();
  private DockerPlatform platform;
  private StepLauncher launcher;

  @BeforeEach
  void openLauncher() throws Exception {
    platform = DockerPlatform.start(ArtifactStores.open(temporary.resolve("store")), Map.of());
    platform.store().replace("before", new byte[1]);
    launcher = open(Map.of());
  }

  @AfterEach
  void closeLaunchers() throws Exception {
    opened.forEach(StepLauncher::close);
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  void theContainerMayUseWhatTheStepAskedForAndNothingElse() throws Exception {
    LaunchRequest request = request("true");
    run(request);

    HostConfig host = container(request).getHostConfig();
    assertThat(host.getNanoCPUs()).isEqualTo(500_000_000);
    assertThat(host.getMemory()).isEqualTo(64L << 20);
    assertThat(host.getMemorySwap()).isEqualTo(64L << 20);
    assertThat(host.getShmSize()).isEqualTo(256L << 20);
    assertThat(host.getReadonlyRootfs()).isTrue();
    assertThat(host.getInit()).isTrue();
    assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
    assertThat(host.getSecurityOpts()).containsExactly("no-new-privileges");
    assertThat(container(request).getConfig().getLabels())
        .containsEntry("io.stillhouse.run", LauncherPlatform.RUN.name())
        .containsEntry("io.stillhouse.attempt", request.attempt().toString())
        .containsEntry("io.stillhouse.label.team", "vision");
    assertThat(container(request).getName()).matches("/stillhouse-launching-script-1-[0-9a-f]{16}");
  }

  @Test
  void itWritesToTheStoreAsTheStoresOwnerAndOnlyReadsSources() throws Exception {
    assumeThat(System.getProperty("user.name")).as("only root gives stores away").isEqualTo("root");
    Path source = Files.createDirectory(temporary.resolve("source"));
    Files.writeString(source.resolve("images"), "images");
    Files.setAttribute(Path.of(platform.store().root()), "unix:uid", 12345);
    Files.setAttribute(Path.of(platform.store().root()), "unix:gid", 23456);
    String store = Path.of(platform.store().root()).toString();
    LaunchRequest request =
        Scripts.withSources(
            request(
                "id -u; id -g; cat "
                    + source
                    + "/images; echo; echo 1 > "
                    + store
                    + "/written; echo 2 > $STILLHOUSE_CACHE_DIR/copy; cat $STILLHOUSE_CACHE_DIR/copy;"
                    + " echo 3 > /tmp/scratch; cat /tmp/scratch;"
                    + " echo 4 2> /dev/null > /bin/other || echo read-only root;"
                    + " echo 5 2> /dev/null > "
                    + source
                    + "/images || echo read-only source"),
            List.of(source));

    assertThat(run(request).exitCode()).hasValue(0);
    assertThat(launcher.lastWords(request))
        .contains("12345\n23456\nimages\n2\n3\n")
        .contains("read-only root", "read-only source");
    assertThat(Files.getAttribute(Path.of(store, "written"), "unix:uid")).isEqualTo(12345);
  }

  @Test
  void everyContainerHasItsOwnHolderAndTheJvmItsLimits() throws Exception {
    List<String> holders = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      LaunchRequest request =
          Scripts.request(
              platform,
              number,
              "echo $STILLHOUSE_ATTEMPT_HOLDER; echo $JAVA_TOOL_OPTIONS",
              HALF_A_CORE,
              Map.of("JAVA_TOOL_OPTIONS", "-Ddeclared=yes"));
      run(request);
      String[] lines = launcher.lastWords(request).split("\n");
      holders.add(lines[0]);
      assertThat(lines[1]).startsWith("-Xmx64m ").endsWith(" -Ddeclared=yes");
    }
    assertThat(holders).doesNotHaveDuplicates().allMatch(holder -> holder.length() > 36);
  }

  @Test
  void serversOfThisMachineAreReachedUnderTheirLoopbackAddress() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "a bucket".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      StepLauncher reaching =
          open(
              Map.of(
                  "STORAGE_EMULATOR_HOST",
                  "http://localhost:" + server.getAddress().getPort(),
                  "STILLHOUSE_GCS_DEADLINE",
                  "7s"));
      LaunchRequest request =
          request("wget -q -O - $STORAGE_EMULATOR_HOST; echo; echo $STILLHOUSE_GCS_DEADLINE");
      exit(reaching.launch(request));
      assertThat(reaching.lastWords(request)).isEqualTo("a bucket\n7s");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aContainerWhoseLauncherDiedBeforeItStartedItIsStartedByTheNext() throws Exception {
    LaunchRequest request = request("echo started at last");
    run(request);
    InspectContainerResponse made = container(request);
    platform.engine().removeContainerCmd(made.getId()).exec();
    platform
        .engine()
        .createContainerCmd(request.image())
        .withName(made.getName().substring(1))
        .withLabels(made.getConfig().getLabels())
        .withEntrypoint("sh", "-c", "echo started at last")
        .withVolumes(new Volume("/cache"))
        .exec();

    StepLauncher next = open(Map.of());
    assertThat(exit(next.launch(request))).isEqualTo(AttemptExit.of(0));
    assertThat(next.lastWords(request)).isEqualTo("started at last");
  }

  @Test
  void aContainerOfSomebodyElseUnderTheNameIsLeftAlone() throws Exception {
    LaunchRequest request = request("true");
    run(request);
    InspectContainerResponse made = container(request);
    platform.engine().removeContainerCmd(made.getId()).exec();
    String name = made.getName().substring(1);
    platform.engine().createContainerCmd(request.image()).withName(name).withCmd("sh").exec();
    try {
      StepLauncher next = open(Map.of());
      assertThatThrownBy(() -> next.launch(request)).hasMessageContaining("docker rm -f " + name);
      assertThatThrownBy(() -> next.adopt(request)).hasMessageContaining("docker rm -f " + name);
    } finally {
      platform.engine().removeContainerCmd(name).exec();
    }
  }

  @Test
  void anAttemptWhoseContainerIsRemovedFailsAndSaysSo() throws Exception {
    LaunchRequest request = request("echo ready; sleep 600");
    LaunchedAttempt launched = launcher.launch(request);
    platform.engine().removeContainerCmd(container(request).getId()).withForce(true).exec();

    PlatformFailure failure = exit(launched).failure().orElseThrow();
    assertThat(failure.errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
    assertThat(failure.message()).containsAnyOf("was killed from outside", "somebody removed");
  }

  @Test
  void anImageThatCannotBeHadIsToldWithWhatToDo() throws Exception {
    for (String policy : List.of("missing", "never", "always")) {
      StepLauncher strict =
          keep(platform.withSettings(Map.of("pullPolicy", policy)).open(Map.of()));
      assertRefused(
          strict,
          Scripts.withImage(request("true"), "stillhouse/nonesuch:0123456789ab"),
          ErrorClass.IMAGE_PULL,
          "does not have the image stillhouse/nonesuch:0123456789ab",
          "docker/build nonesuch");
      assertRefused(
          strict,
          Scripts.withImage(request("true"), "localhost:1/other:1"),
          ErrorClass.IMAGE_PULL,
          "docker pull localhost:1/other:1");
    }
  }

  @Test
  void gpusThatTheEngineCannotGiveAreToldWithWhatToInstall() throws Exception {
    ResourceRequest two = new ResourceRequest(500, 64L << 20, 2);
    assertRefused(
        launcher,
        Scripts.request(platform, 1, "true", two, Map.of()),
        ErrorClass.UNSCHEDULABLE,
        "asks for 2 GPUs",
        "NVIDIA Container Toolkit");
    assertRefused(
        keep(platform.withSettings(Map.of("gpus", "0")).open(Map.of())),
        Scripts.request(platform, 2, "true", two, Map.of()),
        ErrorClass.UNSCHEDULABLE,
        "docker.gpus",
        "0 alone is free");
    StepLauncher sharing = keep(platform.withSettings(Map.of("gpus", "0,1")).open(Map.of()));
    for (int number = 3; number <= 4; number++) {
      // The second time as well: what could not be started keeps no GPU.
      assertRefused(
          sharing,
          Scripts.request(platform, number, "true", two, Map.of()),
          ErrorClass.UNSCHEDULABLE,
          "NVIDIA Container Toolkit");
    }
  }

  @Test
  void aCommandThatTheImageLacksEndsAsInAShellAndTheLogNamesIt() throws Exception {
    LaunchRequest request = Scripts.withCommand(request("true"), List.of("python3", "step.py"));

    assertThat(run(request)).isEqualTo(AttemptExit.of(127));
    assertThat(launcher.lastWords(request)).contains("python3");
  }

  @Test
  void aNetworkThatIsNotThereIsTheUsersMistake() throws Exception {
    assertRefused(
        keep(platform.withSettings(Map.of("network", "nonesuch")).open(Map.of())),
        request("true"),
        ErrorClass.INVALID_INPUT,
        "nonesuch",
        "docker.network");
  }

  @Test
  void moreCoresThanTheMachineHasAreAllOfThem() throws Exception {
    ResourceRequest all = new ResourceRequest(1_000_000, 64L << 20, 0);
    assertThat(run(Scripts.request(platform, 1, "true", all, Map.of())).exitCode()).hasValue(0);
  }

  @Test
  void whenTheRunHasEndedOnlyWhatStillRunsStaysOnTheEngine() throws Exception {
    LaunchRequest ended = request("true");
    run(ended);
    LaunchRequest spent = Scripts.request(platform, 2, "true", HALF_A_CORE, Map.of());
    assertThat(launcher.adopt(spent)).isEmpty();
    LaunchRequest running = Scripts.request(platform, 3, "sleep 600", HALF_A_CORE, Map.of());
    launcher.launch(running);
    assertThat(platform.containers(spent)).hasSize(1);
    launcher.runEnded();

    assertThat(platform.containers(ended)).isEmpty();
    assertThat(platform.containers(spent)).isEmpty();
    assertThat(platform.containers(running))
        .extracting(Container::getState)
        .containsExactly("running");
  }

  private void assertRefused(
      StepLauncher by, LaunchRequest request, ErrorClass errorClass, String... words) {
    assertThatThrownBy(() -> by.launch(request))
        .asInstanceOf(throwable(LaunchException.class))
        .hasMessageContainingAll(words)
        .extracting(LaunchException::errorClass)
        .isEqualTo(errorClass);
  }

  private StepLauncher open(Map<String, String> environment) {
    return keep(platform.open(environment));
  }

  private StepLauncher keep(StepLauncher another) {
    opened.add(another);
    return another;
  }

  private LaunchRequest request(String script) {
    return Scripts.request(platform, 1, script, HALF_A_CORE, Map.of());
  }

  private AttemptExit run(LaunchRequest request) throws Exception {
    return exit(launcher.launch(request));
  }

  private static AttemptExit exit(LaunchedAttempt launched) throws Exception {
    return launched.exit().get(1, TimeUnit.MINUTES);
  }

  private InspectContainerResponse container(LaunchRequest request) {
    return platform
        .engine()
        .inspectContainerCmd(platform.containers(request).get(0).getId())
        .exec();
  }
}

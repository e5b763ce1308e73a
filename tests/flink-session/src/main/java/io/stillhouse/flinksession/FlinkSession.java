package io.stillhouse.flinksession;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A Flink session of one JobManager and TaskManagers with two slots each, started from jars on this
 * machine. All may be killed and started again. About 0.3 GB of memory, and 0.4 GB a TaskManager.
 */
public final class FlinkSession implements AutoCloseable {
  private static final Duration UP_WITHIN = Duration.ofSeconds(90);
  private static final String HERE = "127.0.0.1";
  private static final String LOGGING =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{30} %message%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="out"/></root>
      </configuration>
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int restPort;
  private final FlinkProcess jobManager;
  private final List<FlinkProcess> taskManagers;

  private FlinkSession(int restPort, FlinkProcess jobManager, List<FlinkProcess> taskManagers) {
    this.restPort = restPort;
    this.jobManager = jobManager;
    this.taskManagers = List.copyOf(taskManagers);
  }

  /** Starts a session with one TaskManager; see {@link #start(Path, String, Map, Map, int)}. */
  public static FlinkSession start(
      Path folder,
      String classPath,
      Map<String, String> configuration,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(folder, classPath, configuration, environment, 1);
  }

  /**
   * Starts a session and returns when it has its slots.
   *
   * @param folder a folder for configuration, logs ({@code jobmanager.log}, {@code
   *     taskmanager-1.log}) and temporary files
   * @param classPath what both processes have on their class path: Flink, and the code of the jobs
   * @param configuration Flink's settings beside those of a small session on this machine
   * @param environment what the processes get beside the environment of this one
   * @param count how many TaskManagers there are
   */
  public static FlinkSession start(
      Path folder,
      String classPath,
      Map<String, String> configuration,
      Map<String, String> environment,
      int count)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("temporary"));
    int restPort = freePort();
    Map<String, String> settings = new TreeMap<>(settings(folder, restPort, freePort()));
    settings.putAll(configuration);
    Files.writeString(
        folder.resolve("flink-conf.yaml"),
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
            .collect(Collectors.joining()));
    Path logging = Files.writeString(folder.resolve("logback.xml"), LOGGING);
    String logOption = "-Dlogback.configurationFile=" + logging;
    List<FlinkProcess> taskManagers = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      taskManagers.add(
          new FlinkProcess(
              "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
              List.of("-Xmx320m", "-XX:MaxDirectMemorySize=192m", logOption),
              classPath,
              folder,
              environment,
              folder.resolve("taskmanager-" + number + ".log")));
    }
    FlinkSession session =
        new FlinkSession(
            restPort,
            new FlinkProcess(
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                List.of("-Xmx256m", logOption),
                classPath,
                folder,
                environment,
                folder.resolve("jobmanager.log")),
            taskManagers);
    try {
      session.startJobManager();
      for (FlinkProcess taskManager : taskManagers) {
        taskManager.start();
      }
      session.awaitTaskManager();
    } catch (IOException | InterruptedException | RuntimeException e) {
      session.close();
      throw e;
    }
    return session;
  }

  /** {@code host:port} of the REST endpoint. */
  public String master() {
    return HERE + ":" + restPort;
  }

  public void startJobManager() throws IOException {
    jobManager.start();
  }

  /** Starts the first TaskManager again. */
  public void startTaskManager() throws IOException {
    taskManagers.get(0).start();
  }

  /** {@code kill -9}; the session forgets its jobs. */
  public void killJobManager() throws InterruptedException {
    jobManager.kill();
  }

  /** {@code kill -9} of the first TaskManager; jobs lose the tasks in there. */
  public void killTaskManager() throws InterruptedException {
    taskManagers.get(0).kill();
  }

  /** Waits until the JobManager knows the TaskManagers. */
  public void awaitTaskManager() throws InterruptedException {
    long deadline = System.nanoTime() + UP_WITHIN.toNanos();
    while (!get("overview").contains("\"taskmanagers\":" + taskManagers.size())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the session at " + master() + " did not come up in time");
      }
      Thread.sleep(100);
    }
  }

  /** What the REST endpoint answers, JSON; empty while it does not answer. */
  public String get(String path) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + master() + "/" + path))
              .timeout(Duration.ofSeconds(10))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }

  /** Kills all processes. */
  @Override
  public void close() throws InterruptedException {
    // A test that ran out of time is interrupted, and must not leave one of them behind.
    taskManagers.forEach(FlinkProcess::signal);
    jobManager.signal();
    for (FlinkProcess taskManager : taskManagers) {
      taskManager.kill();
    }
    jobManager.kill();
  }

  private static Map<String, String> settings(Path folder, int restPort, int rpcPort) {
    return Map.ofEntries(
        Map.entry("jobmanager.rpc.address", HERE),
        Map.entry("jobmanager.rpc.port", String.valueOf(rpcPort)),
        Map.entry("jobmanager.bind-host", HERE),
        Map.entry("rest.address", HERE),
        Map.entry("rest.bind-address", HERE),
        Map.entry("rest.port", String.valueOf(restPort)),
        Map.entry("rest.bind-port", String.valueOf(restPort)),
        Map.entry("taskmanager.host", HERE),
        Map.entry("taskmanager.bind-host", HERE),
        Map.entry("taskmanager.numberOfTaskSlots", "2"),
        Map.entry("taskmanager.cpu.cores", "1"),
        Map.entry("taskmanager.memory.framework.heap.size", "64m"),
        Map.entry("taskmanager.memory.framework.off-heap.size", "64m"),
        Map.entry("taskmanager.memory.task.heap.size", "256m"),
        Map.entry("taskmanager.memory.task.off-heap.size", "0m"),
        Map.entry("taskmanager.memory.managed.size", "64m"),
        Map.entry("taskmanager.memory.network.min", "64m"),
        Map.entry("taskmanager.memory.network.max", "64m"),
        Map.entry("taskmanager.memory.jvm-metaspace.size", "128m"),
        Map.entry("taskmanager.memory.jvm-overhead.min", "64m"),
        Map.entry("taskmanager.memory.jvm-overhead.max", "64m"),
        Map.entry("cluster.registration.error-delay", "1000"),
        Map.entry("cluster.registration.refused-registration-delay", "1000"),
        Map.entry("io.tmp.dirs", folder.resolve("temporary").toString()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
      return socket.getLocalPort();
    }
  }
}

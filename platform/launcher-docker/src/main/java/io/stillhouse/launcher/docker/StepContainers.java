package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.resource.ResourceRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the container of a step is made like. */
final class StepContainers {
  /** Inside the cache volume, owned by the container's user. */
  private static final String CACHE_FOLDER = "stillhouse";

  private static final int STOP_TAKES_SECONDS = 30;
  private static final long NANOS_PER_MILLI_CORE = 1_000_000;

  /** The engine takes no less. */
  private static final long LEAST_MILLI_CORES = 10;

  private static final long LEAST_MEMORY = 6 << 20;

  private final Engine engine;
  private final DockerSettings settings;
  private final Map<String, String> environment;
  private final HostAccess machine;
  private final Gpus gpus;

  /**
   * @param environment of this process
   */
  StepContainers(Engine engine, DockerSettings settings, Map<String, String> environment) {
    this.engine = engine;
    this.settings = settings;
    this.environment = environment;
    this.machine = new HostAccess(settings);
    this.gpus = new Gpus(engine, settings.gpus());
  }

  /**
   * Makes the container, which is not started yet.
   *
   * @return its id
   * @throws LaunchException if there are not enough GPUs
   */
  String create(LaunchRequest request, String name) throws LaunchException {
    if (request.resources().gpus() == 0) {
      return create(request, name, List.of());
    }
    // Until a container is there, nobody sees which GPUs it is going to have.
    synchronized (gpus) {
      return create(request, name, gpus.choose(request.resources().gpus()));
    }
  }

  private String create(LaunchRequest request, String name, List<String> chosen) {
    Optional<Path> credentials = GoogleCredentials.file(request.store(), environment);
    Map<String, String> variables =
        ContainerEnvironment.of(
            request,
            environment,
            machine,
            credentials,
            name + "-" + UUID.randomUUID(),
            StepMounts.CACHE + "/" + CACHE_FOLDER);
    ContainerUser user = user(request, credentials);
    Map<String, String> labels = new HashMap<>(ContainerIdentity.of(request));
    if (!chosen.isEmpty()) {
      labels.put(ContainerIdentity.GPUS, String.join(",", chosen));
    }
    HostConfig host =
        hostConfig(request.resources(), user)
            .withMounts(StepMounts.of(request, credentials))
            .withDeviceRequests(Gpus.request(request.resources().gpus(), chosen))
            .withExtraHosts(machine.extraHosts(variables).toArray(String[]::new));
    CreateContainerCmd command =
        engine
            .calls()
            .createContainerCmd(request.image())
            .withName(name)
            .withLabels(labels)
            .withUser(user.toString())
            .withStopSignal("SIGTERM")
            .withStopTimeout(STOP_TAKES_SECONDS)
            .withEnv(
                variables.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
            .withHostConfig(host);
    if (request.component().execution() instanceof CommandExecution program) {
      command.withEntrypoint(program.command());
    }
    return command.exec().getId();
  }

  /** Makes the folder that the step may write to; doing it again does no harm. */
  void prepare(LaunchRequest request, String id) {
    ContainerUser user = user(request, GoogleCredentials.file(request.store(), environment));
    engine
        .calls()
        .copyArchiveToContainerCmd(id)
        .withRemotePath(StepMounts.CACHE)
        .withTarInputStream(Archive.of(archive -> archive.folder(CACHE_FOLDER, user)))
        .exec();
  }

  private HostConfig hostConfig(ResourceRequest resources, ContainerUser user) {
    long milliCores =
        Math.min(Math.max(resources.cpuMillis(), LEAST_MILLI_CORES), 1000L * engine.cores());
    long memory = memoryLimit(resources);
    HostConfig host =
        HostConfig.newHostConfig()
            .withNanoCPUs(milliCores * NANOS_PER_MILLI_CORE)
            .withMemory(memory)
            // Memory and swap together: no swap, so that a step that needs more ends and says so.
            .withMemorySwap(memory)
            .withShmSize(settings.shmBytes())
            .withReadonlyRootfs(true)
            .withTmpFs(Map.of("/tmp", scratch(user)))
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withInit(true)
            .withRestartPolicy(RestartPolicy.noRestart())
            .withLogConfig(
                new LogConfig(
                    LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "64m", "max-file", "2")));
    settings.network().ifPresent(host::withNetworkMode);
    return host;
  }

  // Native libraries are unpacked there and mapped, so exec. An owner, as the mode becomes that of
  // the folder below, which the engine makes for a store or a source somewhere in /tmp.
  private static String scratch(ContainerUser user) {
    return "rw,exec,nosuid,nodev,mode=1777,uid=" + user.uid() + ",gid=" + user.gid();
  }

  /** The memory that a container may use, in bytes. */
  static long memoryLimit(ResourceRequest resources) {
    return Math.max(resources.memoryBytes(), LEAST_MEMORY);
  }

  private ContainerUser user(LaunchRequest request, Optional<Path> credentials) {
    if (settings.user().isPresent()) {
      return ContainerUser.parse(settings.user().get());
    }
    if (engine.isRootless()) {
      return ContainerUser.ROOT;
    }
    return StepMounts.localStore(request.store())
        .or(() -> credentials)
        .filter(Files::exists)
        .map(ContainerUser::ownerOf)
        .orElse(ContainerUser.NOBODY);
  }
}

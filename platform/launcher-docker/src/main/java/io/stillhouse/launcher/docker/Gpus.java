package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.DeviceRequest;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.model.run.ErrorClass;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which GPUs an attempt gets. The engine itself hands the same first ones to everybody who asks for
 * a number of them; only where the settings name the GPUs are they shared out.
 */
final class Gpus {
  private static final List<List<String>> CAPABILITIES = List.of(List.of("gpu"));
  private static final List<String> OCCUPYING = List.of("created", "running", "paused");

  private final Engine engine;
  private final List<String> named;

  Gpus(Engine engine, List<String> named) {
    this.engine = engine;
    this.named = named;
  }

  /**
   * GPUs that no container has that this launcher knows of; empty if the settings name none.
   *
   * @throws LaunchException if there are not enough
   */
  List<String> choose(int count) throws LaunchException {
    if (count == 0 || named.isEmpty()) {
      return List.of();
    }
    Set<String> free = new LinkedHashSet<>(named);
    for (Container container :
        engine
            .calls()
            .listContainersCmd()
            .withStatusFilter(OCCUPYING)
            .withLabelFilter(List.of(ContainerIdentity.GPUS))
            .exec()) {
      String taken = container.getLabels().getOrDefault(ContainerIdentity.GPUS, "");
      Arrays.asList(taken.split(",", -1)).forEach(free::remove);
    }
    if (free.size() < count) {
      throw new LaunchException(
          ErrorClass.UNSCHEDULABLE,
          "the step asks for "
              + count
              + " GPUs, and of those that the setting docker.gpus names ("
              + String.join(", ", named)
              + ") "
              + (free.isEmpty() ? "none is" : String.join(", ", free) + " alone is")
              + " free");
    }
    return free.stream().limit(count).toList();
  }

  /** How the engine is asked for them. */
  static List<DeviceRequest> request(int count, List<String> chosen) {
    if (count == 0) {
      return List.of();
    }
    DeviceRequest request = new DeviceRequest().withCapabilities(CAPABILITIES);
    return List.of(chosen.isEmpty() ? request.withCount(count) : request.withDeviceIds(chosen));
  }
}

package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.stillhouse.launch.JvmOptions;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.resource.ResourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one container of an attempt's pod. Nothing in it is writable but its volumes. */
final class StepContainer {
  static final String NAME = "step";

  private static final String GPU = "nvidia.com/gpu";
  private static final String CACHE = "/cache";
  private static final long MEBIBYTE = 1L << 20;

  private StepContainer() {}

  /**
   * The container.
   *
   * @param inherited how a step reaches the store, and how its log looks
   */
  static Container of(
      LaunchRequest request, KubernetesSettings settings, Map<String, String> inherited) {
    Map<String, Quantity> resources = quantities(request.resources());
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(request.image())
        .withImagePullPolicy(settings.pullPolicy().orElse(null))
        .withCommand(command(request.component()))
        .withEnv(environment(request, inherited))
        .withNewResources()
        .withRequests(resources)
        .withLimits(resources)
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withRunAsNonRoot(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withVolumeMounts(
            new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build(),
            new VolumeMountBuilder().withName("cache").withMountPath(CACHE).build(),
            new VolumeMountBuilder().withName("shm").withMountPath("/dev/shm").build())
        .build();
  }

  /** A Java component is its image's entry point; others say what to start in the image. */
  private static List<String> command(Component component) {
    return component.execution() instanceof CommandExecution program
        ? program.command().stream().map(StepContainer::literal).toList()
        : List.of();
  }

  static List<Volume> volumes(KubernetesSettings settings) {
    return List.of(
        emptyDir("tmp", null, Optional.empty()),
        emptyDir("cache", null, settings.cacheSize()),
        emptyDir("shm", "Memory", Optional.of(settings.sharedMemorySize())));
  }

  private static Volume emptyDir(String name, @Nullable String medium, Optional<String> size) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withMedium(medium)
        .withSizeLimit(size.map(Quantity::new).orElse(null))
        .endEmptyDir()
        .build();
  }

  /** Asked for and limited alike: such pods are the last to be evicted. */
  private static Map<String, Quantity> quantities(ResourceRequest resources) {
    Map<String, Quantity> quantities = new TreeMap<>();
    long cores = resources.cpuMillis();
    quantities.put("cpu", new Quantity(cores % 1000 == 0 ? cores / 1000 + "" : cores + "m"));
    long bytes = resources.memoryBytes();
    quantities.put(
        "memory", new Quantity(bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + "Mi" : bytes + ""));
    if (resources.gpus() > 0) {
      quantities.put(GPU, new Quantity(Integer.toString(resources.gpus())));
    }
    return quantities;
  }

  private static List<EnvVar> environment(LaunchRequest request, Map<String, String> inherited) {
    Map<String, String> plain = new TreeMap<>(inherited);
    plain.put("OMP_NUM_THREADS", Long.toString(JvmOptions.threads(request.resources())));
    // Threads that spin while they wait slow the steps beside them tenfold.
    plain.put("OMP_WAIT_POLICY", "passive");
    plain.put(JvmOptions.VARIABLE, String.join(" ", JvmOptions.of(request.resources())));
    plain.putAll(request.environment());
    plain.put("STILLHOUSE_TASK", request.task().toString());
    plain.put("STILLHOUSE_CACHE_DIR", CACHE + "/stillhouse");
    plain.keySet().removeAll(request.scheduling().secrets().keySet());
    List<EnvVar> variables = new ArrayList<>();
    plain.forEach(
        (name, value) ->
            variables.add(new EnvVarBuilder().withName(name).withValue(literal(value)).build()));
    request
        .scheduling()
        .secrets()
        .forEach(
            (name, secret) ->
                variables.add(
                    new EnvVarBuilder()
                        .withName(name)
                        .withNewValueFrom()
                        .withNewSecretKeyRef(secret.key(), secret.secret(), false)
                        .endValueFrom()
                        .build()));
    variables.add(
        new EnvVarBuilder()
            .withName("STILLHOUSE_ATTEMPT_HOLDER")
            .withNewValueFrom()
            .withNewFieldRef("v1", "metadata.uid")
            .endValueFrom()
            .build());
    return variables;
  }

  /** Kubernetes replaces {@code $(NAME)} in values, and {@code $$} stands for one {@code $}. */
  private static String literal(String value) {
    return value.replace("$(", "$$(");
  }
}

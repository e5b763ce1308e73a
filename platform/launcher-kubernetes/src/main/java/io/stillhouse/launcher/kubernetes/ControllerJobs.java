package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.stillhouse.launch.ControllerRequest;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.model.run.ErrorClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The Jobs whose pods take runs to their ends. */
final class ControllerJobs {
  static final String CONTAINER = "controller";

  /** A controller that is lost is started again and goes on where the run is. */
  private static final int RESTARTS = 6;

  private static final String ROLE = "stillhouse.io/role";
  private static final String CPU = "250m";
  private static final String MEMORY = "1Gi";
  private static final long NOBODY_IN_PARTICULAR = 65532;

  private final KubernetesSettings settings;

  ControllerJobs(KubernetesSettings settings) {
    this.settings = settings;
  }

  /** The owners of runs that a Job is to take to their end, whether or not its pod runs now. */
  static Set<String> ownersWithLivingController(Cluster cluster) {
    return cluster.jobs(Map.of(ROLE, CONTAINER, Marks.MANAGED_BY, Marks.STILLHOUSE)).stream()
        .filter(job -> !Survey.hasEnded(job) && job.getMetadata().getDeletionTimestamp() == null)
        .map(job -> job.getMetadata().getLabels().getOrDefault(Marks.CONTROLS, ""))
        .collect(Collectors.toSet());
  }

  /**
   * The Job for a run.
   *
   * @throws LaunchException if nobody says which image it has
   */
  Job of(ControllerRequest request, OwnerReference owner) throws LaunchException {
    Map<String, String> labels = new TreeMap<>(Marks.labels(request.store(), request.run()));
    // It is none of the attempts that the run's launcher watches.
    labels.remove(Marks.OWNER);
    labels.put(Marks.CONTROLS, owner.getName());
    labels.put(Marks.COMPONENT, CONTAINER);
    labels.put(ROLE, CONTAINER);
    return new JobBuilder()
        .withNewMetadata()
        .withName(JobNames.controller(request.store(), request.run()))
        .withLabels(labels)
        .addToAnnotations(Marks.STORE, request.store().toString())
        .withOwnerReferences(owner)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(RESTARTS)
        .withTtlSecondsAfterFinished((int) Math.min(Integer.MAX_VALUE, settings.ttl().toSeconds()))
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .addToAnnotations(Marks.SAFE_TO_EVICT, "true")
        .endMetadata()
        .withSpec(pod(request))
        .endTemplate()
        .endSpec()
        .build();
  }

  private PodSpec pod(ControllerRequest request) throws LaunchException {
    Map<String, Quantity> memory = Map.of("memory", new Quantity(MEMORY));
    Map<String, Quantity> requests = new TreeMap<>(memory);
    requests.put("cpu", new Quantity(CPU));
    return new PodSpecBuilder()
        .withRestartPolicy("OnFailure")
        .withTerminationGracePeriodSeconds(JobManifest.GRACE.toSeconds())
        .withServiceAccountName(settings.controllerAccount())
        .withAutomountServiceAccountToken(true)
        .withEnableServiceLinks(false)
        .withImagePullSecrets(
            settings.imagePullSecrets().stream().map(LocalObjectReference::new).toList())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(NOBODY_IN_PARTICULAR)
        .withRunAsGroup(NOBODY_IN_PARTICULAR)
        .withFsGroup(NOBODY_IN_PARTICULAR)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(
            new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image(request))
                .withImagePullPolicy(settings.pullPolicy().orElse(null))
                .withArgs(request.arguments())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withEnv(environment(request))
                .withNewResources()
                .withRequests(requests)
                .withLimits(memory)
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
                    new VolumeMountBuilder().withName("cache").withMountPath("/cache").build())
                .build())
        .withVolumes(
            new VolumeBuilder().withName("tmp").withNewEmptyDir().endEmptyDir().build(),
            new VolumeBuilder().withName("cache").withNewEmptyDir().endEmptyDir().build())
        .build();
  }

  private String image(ControllerRequest request) throws LaunchException {
    return settings
        .controllerImage()
        .or(request::image)
        .orElseThrow(
            () ->
                new LaunchException(
                    ErrorClass.INVALID_INPUT,
                    "Nobody says which image the run controller has: this is not the installation"
                        + " that it was built from. Set kubernetes.controllerImage."));
  }

  private List<EnvVar> environment(ControllerRequest request) {
    List<EnvVar> variables = new ArrayList<>();
    StoreVariables.of(request.environment(), settings)
        .forEach(
            (name, value) ->
                variables.add(
                    new EnvVarBuilder()
                        .withName(name)
                        .withValue(value.replace("$(", "$$("))
                        .build()));
    return variables;
  }
}

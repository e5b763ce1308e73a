package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LogVariables;
import io.stillhouse.model.definition.PreemptionPolicy;
import io.stillhouse.model.definition.Scheduling;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Job of an attempt: one pod, started once. It follows from the request and the settings alone,
 * and satisfies the Pod Security Standard {@code restricted}.
 */
final class JobManifest {
  /** What a step has between being told to stop and being killed. */
  static final Duration GRACE = Duration.ofSeconds(30);

  /** User and group of all images. */
  private static final long NOBODY_IN_PARTICULAR = 65532;

  private final KubernetesSettings settings;
  private final Map<String, String> inherited;

  /**
   * Builds Jobs.
   *
   * @param environment this process's environment, of which steps get the store's and the log's
   *     variables
   */
  JobManifest(KubernetesSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.inherited = new TreeMap<>(LogVariables.of(environment));
    this.inherited.putAll(StoreVariables.of(environment, settings));
  }

  /**
   * The Job, without an owner and a namespace.
   *
   * @throws LaunchException if the step asks for what Kubernetes does not know
   */
  Job of(LaunchRequest request) throws LaunchException {
    Map<String, String> labels = Marks.labels(request);
    Map<String, String> annotations = Marks.annotations(request);
    return new JobBuilder()
        .withNewMetadata()
        .withName(JobNames.job(request.store(), request.attempt()))
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withParallelism(1)
        .withCompletions(1)
        .withBackoffLimit(0)
        .withTtlSecondsAfterFinished((int) Math.min(Integer.MAX_VALUE, settings.ttl().toSeconds()))
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .withSpec(pod(request))
        .endTemplate()
        .endSpec()
        .build();
  }

  /** The Job that stands under the name of an attempt so that the attempt never starts. */
  Job spent(LaunchRequest request) throws LaunchException {
    return new JobBuilder(of(request))
        .editMetadata()
        .addToAnnotations(Marks.SPENT, "true")
        .endMetadata()
        .editSpec()
        .withParallelism(0)
        .endSpec()
        .build();
  }

  private PodSpec pod(LaunchRequest request) throws LaunchException {
    Scheduling scheduling = request.scheduling();
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withTerminationGracePeriodSeconds(GRACE.toSeconds())
        .withActiveDeadlineSeconds(request.timeout().map(this::deadline).orElse(null))
        .withServiceAccountName(
            scheduling.serviceAccount().or(settings::serviceAccount).orElse(null))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withPriorityClassName(scheduling.priorityClass().or(settings::priorityClass).orElse(null))
        .withPreemptionPolicy(
            scheduling.preemptionPolicy().map(PreemptionPolicy::yamlName).orElse(null))
        .withNodeSelector(Placement.nodeSelector(scheduling))
        .withTolerations(Placement.tolerations(scheduling, request.resources()))
        .withAffinity(Placement.affinity(scheduling).orElse(null))
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
        .withContainers(StepContainer.of(request, settings, inherited))
        .withVolumes(StepContainer.volumes(settings))
        .build();
  }

  /**
   * The kubelet counts from the moment it accepts the pod, the timeout from the moment the process
   * began. Whoever watches the attempt keeps to the timeout; this is for when nobody watches.
   */
  private long deadline(Duration timeout) {
    Duration whole = timeout.plus(settings.pendingDeadline());
    return whole.toSeconds() + (whole.toNanosPart() > 0 ? 1 : 0);
  }
}

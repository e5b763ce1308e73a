package io.stillhouse.launcher.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of the launcher.
 *
 * @param kubeconfig the kubeconfig file; empty: as kubectl finds it, or the pod's own account
 * @param context the context of the kubeconfig; empty: its current one
 * @param namespace the namespace of the Jobs; empty: the context's
 * @param serviceAccount the account of steps that name none; empty: the namespace's default
 * @param pullPolicy {@code Always}, {@code IfNotPresent}, {@code Never}; empty: the cluster's
 * @param imagePullSecrets Secrets with which images are pulled
 * @param pendingDeadline how long a pod may wait for a node, its image, its volumes
 * @param ttl how long a run that failed is kept in the cluster for whoever looks
 * @param priorityClass the PriorityClass of steps that name none
 * @param cacheSize the largest {@code /cache} as a quantity; empty: unbounded
 * @param sharedMemorySize the size of {@code /dev/shm} as a quantity, part of the step's memory
 * @param controllerImage the image of the Job that takes a detached run to its end; empty: the one
 *     that was built from the code at hand
 * @param controllerAccount the account of that Job, with the rights of the launcher
 * @param storeEnvironment variables of the store that differ from this process's own
 */
record KubernetesSettings(
    Optional<String> kubeconfig,
    Optional<String> context,
    Optional<String> namespace,
    Optional<String> serviceAccount,
    Optional<String> pullPolicy,
    List<String> imagePullSecrets,
    Duration pendingDeadline,
    Duration ttl,
    Optional<String> priorityClass,
    Optional<String> cacheSize,
    String sharedMemorySize,
    Optional<String> controllerImage,
    String controllerAccount,
    Map<String, String> storeEnvironment) {

  /** Copies. */
  KubernetesSettings {
    imagePullSecrets = List.copyOf(imagePullSecrets);
    storeEnvironment = Map.copyOf(new TreeMap<>(storeEnvironment));
  }

  /**
   * The settings that are written in a context.
   *
   * @throws IllegalArgumentException that tells everything that is wrong with them
   */
  static KubernetesSettings parse(Map<String, String> texts) {
    return new SettingsReader(texts).settings();
  }
}

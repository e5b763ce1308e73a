package io.stillhouse.model.definition;

import io.stillhouse.model.value.MapValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where Kubernetes may put a step, and what it gets there. Other launchers ignore it, and none of
 * it is part of the cache key.
 *
 * @param nodeSelector labels that the node must have
 * @param tolerations taints that the step tolerates
 * @param serviceAccount the Kubernetes service account; empty: the one of the launcher's settings
 * @param affinity the pod's affinity as Kubernetes writes it ({@code nodeAffinity}, ...); empty:
 *     none
 * @param priorityClass the pod's PriorityClass; empty: the one of the launcher's settings
 * @param preemptionPolicy whether it may push less important pods from a node; empty: what its
 *     PriorityClass says
 * @param spot whether it runs on machines that may be taken back at any time
 * @param secrets environment variables whose values stand in Secrets
 * @param annotations annotations of the Job and its pod
 */
public record Scheduling(
    Map<String, String> nodeSelector,
    List<Toleration> tolerations,
    Optional<String> serviceAccount,
    Optional<MapValue> affinity,
    Optional<String> priorityClass,
    Optional<PreemptionPolicy> preemptionPolicy,
    boolean spot,
    Map<String, SecretKey> secrets,
    Map<String, String> annotations) {
  /** Anywhere. */
  public static final Scheduling ANYWHERE =
      new Scheduling(
          Map.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Map.of(),
          Map.of());

  /** Copies. */
  public Scheduling {
    nodeSelector = Collections.unmodifiableMap(new TreeMap<>(nodeSelector));
    tolerations = List.copyOf(tolerations);
    secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }
}

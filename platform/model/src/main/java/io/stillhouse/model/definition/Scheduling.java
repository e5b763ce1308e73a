package io.stillhouse.model.definition;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where Kubernetes may put a step. The process launcher ignores it.
 *
 * @param nodeSelector labels that the node must have
 * @param tolerations taints that the step tolerates
 * @param serviceAccount the Kubernetes service account; empty: the namespace's default
 */
public record Scheduling(
    Map<String, String> nodeSelector,
    List<Toleration> tolerations,
    Optional<String> serviceAccount) {
  /** Anywhere. */
  public static final Scheduling ANYWHERE = new Scheduling(Map.of(), List.of(), Optional.empty());

  /** Copies. */
  public Scheduling {
    nodeSelector = Collections.unmodifiableMap(new TreeMap<>(nodeSelector));
    tolerations = List.copyOf(tolerations);
  }
}

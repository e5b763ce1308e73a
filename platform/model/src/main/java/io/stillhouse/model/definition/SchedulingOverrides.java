package io.stillhouse.model.definition;

import io.stillhouse.model.value.MapValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A scheduling of which only some is said. */
record SchedulingOverrides(
    Map<String, String> nodeSelector,
    Optional<List<Toleration>> tolerations,
    Optional<String> serviceAccount,
    Optional<MapValue> affinity,
    Optional<String> priorityClass,
    Optional<PreemptionPolicy> preemptionPolicy,
    Optional<Boolean> spot,
    Map<String, SecretKey> secrets,
    Map<String, String> annotations) {
  /** Says nothing. */
  static final SchedulingOverrides NONE =
      new SchedulingOverrides(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Map.of());

  /** This where it is said, the others elsewhere; maps are joined. */
  Scheduling over(SchedulingOverrides others) {
    return new Scheduling(
        joined(nodeSelector, others.nodeSelector),
        tolerations.or(() -> others.tolerations).orElse(List.of()),
        serviceAccount.or(() -> others.serviceAccount),
        affinity.or(() -> others.affinity).filter(said -> !said.entries().isEmpty()),
        priorityClass.or(() -> others.priorityClass),
        preemptionPolicy.or(() -> others.preemptionPolicy),
        spot.or(() -> others.spot).orElse(false),
        joined(secrets, others.secrets),
        joined(annotations, others.annotations));
  }

  /** Both maps together; in doubt the first one wins. */
  static <T> Map<String, T> joined(Map<String, T> said, Map<String, T> others) {
    Map<String, T> both = new TreeMap<>(others);
    both.putAll(said);
    return both;
  }
}

package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.artifacts.RunLayout;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMap that owns every Job of a run: when it goes, the cluster collects them with their
 * pods.
 */
final class RunOwner {
  /** The name of the run, in the owner's data. */
  static final String RUN = "run";

  /** The root of the run's store, in the owner's data. */
  static final String STORE = "store";

  private static final String COMPONENT = "run";
  private static final String KEEP_UNTIL = "stillhouse.io/keep-until";
  private static final int TRIES = 5;

  private final Cluster cluster;
  private final ConfigMap draft;
  private final Clock clock;
  private @Nullable OwnerReference reference;

  RunOwner(Cluster cluster, URI store, RunLayout run, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.draft =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(JobNames.owner(store, run))
            .withLabels(Marks.labels(store, run))
            .addToLabels(Marks.COMPONENT, COMPONENT)
            .addToAnnotations(Marks.STORE, store.toString())
            .endMetadata()
            .addToData(RUN, run.name())
            .addToData(STORE, store.toString())
            .build();
  }

  String name() {
    return draft.getMetadata().getName();
  }

  /** What the Jobs of the run refer to. The owner is created if it is absent. */
  synchronized OwnerReference reference() {
    OwnerReference known = reference;
    if (known == null) {
      known =
          new OwnerReferenceBuilder()
              .withApiVersion("v1")
              .withKind("ConfigMap")
              .withName(name())
              .withUid(createdOrFound().getMetadata().getUid())
              .build();
      reference = known;
    }
    return known;
  }

  private ConfigMap createdOrFound() {
    KubernetesClientException last = new KubernetesClientException(name() + " comes and goes");
    for (int i = 0; i < TRIES; i++) {
      Optional<ConfigMap> created = cluster.create(draft);
      if (created.isPresent()) {
        return created.get();
      }
      Optional<ConfigMap> found = cluster.configMap(name());
      if (found.isPresent()) {
        try {
          return takenBack(found.get());
        } catch (KubernetesClientException e) {
          last = e; // somebody changed or deleted it at the same time
        }
      }
    }
    throw last;
  }

  /** A run that goes on must not be collected any more. */
  private ConfigMap takenBack(ConfigMap found) {
    if (keptUntil(found).isEmpty()) {
      return found;
    }
    ConfigMap changed =
        new ConfigMapBuilder(found)
            .editMetadata()
            .removeFromAnnotations(KEEP_UNTIL)
            .endMetadata()
            .build();
    cluster.replace(changed);
    return found;
  }

  /** Collects the run now. */
  void delete() {
    cluster.configMap(name()).ifPresent(this::deleteUnchanged);
  }

  /** Lets the run be collected by whoever comes by later. */
  void keepFor(Duration ttl) {
    cluster
        .configMap(name())
        .ifPresent(
            found ->
                cluster.replace(
                    new ConfigMapBuilder(found)
                        .editMetadata()
                        .addToAnnotations(KEEP_UNTIL, clock.instant().plus(ttl).toString())
                        .endMetadata()
                        .build()));
  }

  /** The owners of all runs in the namespace. */
  static List<ConfigMap> all(Cluster cluster) {
    return cluster.configMaps(
        Map.of(Marks.MANAGED_BY, Marks.STILLHOUSE, Marks.COMPONENT, COMPONENT));
  }

  /** Whether its run has ended and is kept for a while for whoever looks. */
  static boolean isKept(ConfigMap owner) {
    return keptUntil(owner).isPresent();
  }

  /** Collects runs of whatever name that were kept long enough. */
  void sweep() {
    for (ConfigMap owner : all(cluster)) {
      if (keptUntil(owner).filter(clock.instant()::isAfter).isPresent()) {
        deleteUnchanged(owner);
      }
    }
  }

  private void deleteUnchanged(ConfigMap owner) {
    try {
      cluster.deleteUnchanged(owner);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 409) {
        throw e;
      }
      // Its run goes on.
    }
  }

  private static Optional<Instant> keptUntil(ConfigMap owner) {
    Map<String, String> annotations = owner.getMetadata().getAnnotations();
    String text = annotations == null ? null : annotations.get(KEEP_UNTIL);
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every request that the launcher makes, but for its watch and the logs. All are tried again while
 * the API server is away, and throw {@link KubernetesClientException} when that does not help.
 */
final class Cluster {
  /** What is known of a node. */
  enum NodeHealth {
    /** It works. */
    READY,
    /** It does not answer. */
    NOT_READY,
    /** There is no such node any more. */
    GONE,
    /** This process may not look. */
    UNKNOWN
  }

  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final String namespace;
  private final String where;
  private final ApiRetries retries;

  Cluster(ClusterAccess access, ApiRetries retries) {
    this.client = access.client();
    this.namespace = access.namespace();
    this.where = access.inWords();
    this.retries = retries;
  }

  /** The namespace and the cluster in words. */
  String where() {
    return where;
  }

  /** What was created; empty if there is one of that name. */
  <T extends HasMetadata> Optional<T> create(T draft) {
    try {
      return Optional.of(
          retries.call(() -> client.resource(draft).inNamespace(namespace).create()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Optional<Job> job(String name) {
    return Optional.ofNullable(
        retries.call(() -> client.batch().v1().jobs().inNamespace(namespace).withName(name).get()));
  }

  List<Job> jobs(Map<String, String> labels) {
    return retries.call(
        () ->
            client.batch().v1().jobs().inNamespace(namespace).withLabels(labels).list().getItems());
  }

  /** Deletes the Job after its pods. Returns at once; it does no harm if there is none. */
  void deleteJob(String name) {
    retries.call(
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete());
  }

  List<Pod> pods(Map<String, String> labels) {
    return retries.call(
        () -> client.pods().inNamespace(namespace).withLabels(labels).list().getItems());
  }

  void deletePod(String name, Duration grace) {
    retries.call(
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withName(name)
                .withGracePeriod(grace.toSeconds())
                .delete());
  }

  /** What happened to an object lately. */
  List<Event> events(Map<String, String> fields) {
    return retries.call(
        () -> client.v1().events().inNamespace(namespace).withFields(fields).list().getItems());
  }

  NodeHealth node(String name) {
    Node node;
    try {
      node = retries.call(() -> client.nodes().withName(name).get());
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return NodeHealth.UNKNOWN;
      }
      throw e;
    }
    if (node == null) {
      return NodeHealth.GONE;
    }
    boolean ready =
        node.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals("True"));
    return ready ? NodeHealth.READY : NodeHealth.NOT_READY;
  }

  Optional<ConfigMap> configMap(String name) {
    return Optional.ofNullable(
        retries.call(() -> client.configMaps().inNamespace(namespace).withName(name).get()));
  }

  List<ConfigMap> configMaps(Map<String, String> labels) {
    return retries.call(
        () -> client.configMaps().inNamespace(namespace).withLabels(labels).list().getItems());
  }

  void replace(ConfigMap changed) {
    retries.call(() -> client.resource(changed).inNamespace(namespace).update());
  }

  /** Deletes it unless somebody changed it; all that it owns follows. */
  void deleteUnchanged(ConfigMap read) {
    retries.call(() -> client.resource(read).inNamespace(namespace).lockResourceVersion().delete());
  }
}

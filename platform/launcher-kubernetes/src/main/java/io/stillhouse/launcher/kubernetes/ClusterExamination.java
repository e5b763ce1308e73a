package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.launch.Check;
import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks whether a cluster has what attempts need. Asks only; creates nothing. */
final class ClusterExamination {
  private static final int FORBIDDEN = 403;

  private final KubernetesClient client;
  private final ClusterAccess access;
  private final KubernetesSettings settings;
  private final Examination examination;

  ClusterExamination(ClusterAccess access, KubernetesSettings settings, Examination examination) {
    this.client = access.client();
    this.access = access;
    this.settings = settings;
    this.examination = examination;
  }

  /** Everything that was found; nothing more once the cluster cannot be reached. */
  List<Finding> find() {
    List<Finding> findings = new ArrayList<>();
    Finding cluster = answer("cluster", "ask for its version", this::cluster);
    findings.add(cluster);
    if (cluster.status() != Finding.Status.FAILED) {
      findings.add(answer("namespace", "look at the namespace", this::namespace));
      findings.add(answer("cluster rights", "ask for its own rights", this::rights));
      settings
          .serviceAccount()
          .ifPresent(
              name ->
                  findings.add(
                      answer("service account", "look it up", () -> serviceAccount(name))));
      if (examination.gpus() > 0) {
        findings.add(
            answer(
                "cluster GPUs", "look at its nodes", new GpuCapacity(client, examination.gpus())));
      }
    }
    findings.add(store());
    images().ifPresent(findings::add);
    return findings;
  }

  /** A finding also where the API server says no. */
  private Finding answer(String subject, String doing, Check check) {
    try {
      return check.find();
    } catch (KubernetesClientException e) {
      String message = ApiRefusal.of(e, doing, access.inWords()).message();
      int sentence = message.indexOf(". ");
      return Finding.failed(
          subject,
          sentence < 0 ? message : message.substring(0, sentence),
          sentence < 0 ? "see whether the cluster is well" : message.substring(sentence + 2));
    }
  }

  private Finding cluster() {
    return Finding.ok(
        "cluster",
        "Kubernetes "
            + client.getKubernetesVersion().getGitVersion()
            + " at "
            + client.getMasterUrl());
  }

  private Finding namespace() {
    try {
      return client.namespaces().withName(access.namespace()).get() == null
          ? Finding.failed(
              "namespace",
              "there is no namespace " + access.namespace(),
              "kubectl create namespace " + access.namespace() + ", or set another one")
          : Finding.ok("namespace", access.namespace());
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return Finding.ok(
            "namespace", access.namespace() + " (this account may not look whether it exists)");
      }
      throw e;
    }
  }

  private Finding rights() {
    List<Right> missing =
        Right.NEEDED.stream()
            .filter(right -> !right.isGranted(client, access.namespace()))
            .toList();
    return missing.isEmpty()
        ? Finding.ok("cluster rights", "this account may do all that the launcher does")
        : Finding.failed(
            "cluster rights",
            "in namespace "
                + access.namespace()
                + " this account may not "
                + missing.stream().map(Right::toString).collect(Collectors.joining(", ")),
            "give it these rights; the Role in k8s/ has all of them");
  }

  private Finding serviceAccount(String name) {
    try {
      return client.serviceAccounts().inNamespace(access.namespace()).withName(name).get() == null
          ? Finding.failed(
              "service account",
              "there is no service account " + name + " in namespace " + access.namespace(),
              "kubectl -n " + access.namespace() + " create serviceaccount " + name)
          : Finding.ok("service account", name);
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return Finding.ok("service account", name + " (this account may not look at it)");
      }
      throw e;
    }
  }

  private Finding store() {
    return "file".equals(examination.store().getScheme())
        ? Finding.failed(
            "cluster store",
            "pods cannot see " + examination.store(),
            "use a store that they reach: --store gs://bucket/prefix")
        : Finding.ok("cluster store", "pods reach the store by themselves");
  }

  /** Nobody but a node can say whether it has an image. */
  private Optional<Finding> images() {
    List<String> withoutRegistry =
        examination.images().stream().filter(image -> image.startsWith("stillhouse/")).toList();
    return withoutRegistry.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                "images",
                "nodes must have "
                    + String.join(", ", withoutRegistry)
                    + " already, as the names have no registry",
                "push them (docker/build --registry REGISTRY), and set registry in the context"));
  }
}

package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that the launcher has to be allowed.
 *
 * @param verb what is done: {@code create}
 * @param group the API group, empty for the core
 * @param resource what it is done to: {@code jobs}
 * @param subresource a part of it: {@code log}; empty: the whole
 */
record Right(String verb, String group, String resource, String subresource) {

  /** Every right without which attempts cannot be carried out. */
  static final List<Right> NEEDED =
      Stream.of(
              of("batch", "jobs", "", "create", "get", "list", "delete"),
              of("", "pods", "", "list", "watch", "delete"),
              of("", "pods", "log", "get"),
              of("", "events", "", "list"),
              of("", "configmaps", "", "create", "get", "list", "update", "delete"))
          .flatMap(rights -> rights)
          .toList();

  /** Whether the account of this client has it there, in the API server's own judgement. */
  boolean isGranted(KubernetesClient client, String namespace) {
    SelfSubjectAccessReview review =
        client
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withResourceAttributes(
                        new ResourceAttributesBuilder()
                            .withNamespace(namespace)
                            .withVerb(verb)
                            .withGroup(group)
                            .withResource(resource)
                            .withSubresource(subresource.isEmpty() ? null : subresource)
                            .build())
                    .endSpec()
                    .build());
    return review.getStatus() != null && review.getStatus().getAllowed();
  }

  @Override
  public String toString() {
    return verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource);
  }

  private static Stream<Right> of(
      String group, String resource, String subresource, String... verbs) {
    return Arrays.stream(verbs).map(verb -> new Right(verb, group, resource, subresource));
  }
}

package io.stillhouse.model.definition;

import io.stillhouse.model.shape.BooleanShape;
import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ListShape;
import io.stillhouse.model.shape.MapShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import io.stillhouse.model.value.MapValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares the keys that say where Kubernetes may put a step. */
final class SchedulingShape {
  /** Kubernetes labels. */
  static final Shape<Map<String, Named<String>>> LABELS =
      MapShape.of(Form.LABEL_NAME, TextShape.of(Form.LABEL_VALUE));

  private static final Key<Map<String, Named<String>>> NODE_SELECTOR =
      Key.optional("nodeSelector", LABELS, "Labels that the Kubernetes node must have.");
  private static final Key<List<Toleration>> TOLERATIONS =
      Key.optional(
          "tolerations",
          ListShape.of(TolerationShape.TOLERATION),
          "Taints of Kubernetes nodes that are tolerated.");
  private static final Key<String> SERVICE_ACCOUNT =
      Key.optional(
          "serviceAccount", TextShape.of(Form.DNS_SUBDOMAIN), "The Kubernetes service account.");
  private static final Key<MapValue> AFFINITY =
      Key.optional("affinity", AffinityShape.AFFINITY, "The pod's affinity, as Kubernetes has it.");
  private static final Key<String> PRIORITY_CLASS =
      Key.optional(
          "priorityClass", TextShape.of(Form.DNS_SUBDOMAIN), "The Kubernetes PriorityClass.");
  private static final Key<PreemptionPolicy> PREEMPTION_POLICY =
      Key.optional(
          "preemptionPolicy",
          ChoiceShape.of(PreemptionPolicy.values(), PreemptionPolicy::yamlName),
          "Whether it may push less important pods from a node.");
  private static final Key<Boolean> SPOT =
      Key.optional(
          "spot", new BooleanShape(), "true: runs on machines that may be taken back at any time.");

  private static final Key<String> SECRET =
      Key.required("secret", TextShape.of(Form.DNS_SUBDOMAIN), "The Secret's name.");
  private static final Key<String> SECRET_KEY =
      Key.required("key", TextShape.of(Form.DATA_KEY), "The entry's key in the Secret.");

  /** Its names are environment variables. */
  static final Key<Map<String, Named<SecretKey>>> SECRETS =
      Key.optional(
          "secrets",
          MapShape.of(
              Form.ENVIRONMENT_NAME,
              ObjectShape.of("a secret", List.of(SECRET, SECRET_KEY), SchedulingShape::secret)),
          "Environment variables whose values stand in Kubernetes Secrets.");

  private static final Key<Map<String, Named<String>>> ANNOTATIONS =
      Key.optional(
          "annotations",
          MapShape.of(Form.LABEL_NAME, TextShape.any()),
          "Annotations of the Kubernetes Job and its pod.");

  /** All of them. */
  static final List<Key<?>> KEYS =
      List.of(
          NODE_SELECTOR,
          TOLERATIONS,
          AFFINITY,
          SERVICE_ACCOUNT,
          PRIORITY_CLASS,
          PREEMPTION_POLICY,
          SPOT,
          SECRETS,
          ANNOTATIONS);

  private SchedulingShape() {}

  static SchedulingOverrides scheduling(Fields fields) {
    return new SchedulingOverrides(
        map(fields, NODE_SELECTOR),
        fields.get(TOLERATIONS),
        fields.get(SERVICE_ACCOUNT),
        fields.get(AFFINITY),
        fields.get(PRIORITY_CLASS),
        fields.get(PREEMPTION_POLICY),
        fields.get(SPOT),
        map(fields, SECRETS),
        map(fields, ANNOTATIONS));
  }

  private static <T> Map<String, T> map(Fields fields, Key<Map<String, Named<T>>> key) {
    return Named.values(fields.get(key).orElse(Map.of()));
  }

  private static Optional<SecretKey> secret(Fields fields) {
    return fields
        .get(SECRET)
        .flatMap(secret -> fields.get(SECRET_KEY).map(key -> new SecretKey(secret, key)));
  }
}

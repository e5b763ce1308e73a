package io.stillhouse.model.definition;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.resource.ResourceOverrides;
import io.stillhouse.model.resource.ResourcesShape;
import io.stillhouse.model.shape.BooleanShape;
import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.DurationShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.IntegerShape;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ListShape;
import io.stillhouse.model.shape.MapShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares the keys that both {@code defaults} and a step have. */
final class StepSettingsShape {
  private static final String RESERVED_ENVIRONMENT = "STILLHOUSE_";

  /** Kubernetes labels. */
  static final Shape<Map<String, Named<String>>> LABELS =
      MapShape.of(Form.LABEL_NAME, TextShape.of(Form.LABEL_VALUE));

  private static final Key<String> TAINT_KEY =
      Key.optional("key", TextShape.of(Form.LABEL_NAME), "The taint's key.");
  private static final Key<Toleration.Operator> OPERATOR =
      Key.optional(
          "operator",
          ChoiceShape.of(Toleration.Operator.values(), Toleration.Operator::yamlName),
          "How the taint is compared; Equal by default.");
  private static final Key<String> TAINT_VALUE =
      Key.optional("value", TextShape.of(Form.LABEL_VALUE), "The taint's value.");
  private static final Key<Toleration.Effect> EFFECT =
      Key.optional(
          "effect",
          ChoiceShape.of(Toleration.Effect.values(), Toleration.Effect::yamlName),
          "The effect tolerated; every effect by default.");
  private static final Key<Integer> TOLERATION_SECONDS =
      Key.optional(
          "tolerationSeconds",
          IntegerShape.between(0, Integer.MAX_VALUE),
          "How long a NoExecute taint is tolerated.");

  private static final Key<Duration> TIMEOUT =
      Key.optional("timeout", new DurationShape(), "How long one attempt may run: 90s, 1h30m.");
  private static final Key<RetryOverrides> RETRY =
      Key.optional("retry", RetryShape.RETRY, "How often each class of failure is tried again.");
  private static final Key<ResourceOverrides> RESOURCES =
      Key.optional("resources", ResourcesShape.RESOURCES, "What one attempt may use.");
  private static final Key<Map<String, Named<String>>> NODE_SELECTOR =
      Key.optional("nodeSelector", LABELS, "Labels that the Kubernetes node must have.");
  private static final Key<List<Toleration>> TOLERATIONS =
      Key.optional(
          "tolerations",
          ListShape.of(
              ObjectShape.of(
                  "a toleration",
                  List.of(TAINT_KEY, OPERATOR, TAINT_VALUE, EFFECT, TOLERATION_SECONDS),
                  StepSettingsShape::toleration)),
          "Taints of Kubernetes nodes that are tolerated.");
  private static final Key<String> SERVICE_ACCOUNT =
      Key.optional(
          "serviceAccount", TextShape.of(Form.DNS_SUBDOMAIN), "The Kubernetes service account.");
  private static final Key<Boolean> CACHE =
      Key.optional("cache", new BooleanShape(), "false: never served from the cache.");
  private static final Key<Map<String, Named<String>>> ENVIRONMENT =
      Key.optional(
          "environment",
          MapShape.of(Form.ENVIRONMENT_NAME, TextShape.any()),
          "Environment variables, part of the cache key.");

  /** All of them. */
  static final List<Key<?>> KEYS =
      List.of(
          TIMEOUT,
          RETRY,
          RESOURCES,
          NODE_SELECTOR,
          TOLERATIONS,
          SERVICE_ACCOUNT,
          CACHE,
          ENVIRONMENT);

  private StepSettingsShape() {}

  static StepSettings settings(Fields fields) {
    fields.get(ENVIRONMENT).orElse(Map.of()).values().forEach(entry -> check(entry, fields));
    return new StepSettings(
        fields.get(TIMEOUT),
        fields.get(RETRY),
        fields.get(RESOURCES).orElse(ResourceOverrides.NONE),
        Named.values(fields.get(NODE_SELECTOR).orElse(Map.of())),
        fields.get(TOLERATIONS),
        fields.get(SERVICE_ACCOUNT),
        fields.get(CACHE),
        Named.values(fields.get(ENVIRONMENT).orElse(Map.of())));
  }

  static Place resourcesPlace(Fields fields) {
    return fields.place(RESOURCES);
  }

  private static void check(Named<String> variable, Fields fields) {
    if (variable.name().startsWith(RESERVED_ENVIRONMENT)) {
      fields
          .problems()
          .error(
              variable.namePlace(),
              "names that begin with " + RESERVED_ENVIRONMENT + " belong to Stillhouse");
    }
    if (variable.value().contains("${")) {
      fields
          .problems()
          .warning(
              variable.namePlace(),
              "expressions are not replaced in environment variables; the text is passed as it"
                  + " stands");
    }
  }

  private static Optional<Toleration> toleration(Fields fields) {
    Toleration.Operator operator = fields.get(OPERATOR).orElse(Toleration.Operator.EQUAL);
    Optional<Long> seconds = fields.get(TOLERATION_SECONDS).map(Integer::longValue);
    Optional<String> problem =
        Toleration.problem(
            fields.get(TAINT_KEY), operator, fields.get(TAINT_VALUE), fields.get(EFFECT), seconds);
    if (problem.isPresent()) {
      fields.error(TAINT_KEY, problem.get());
      return Optional.empty();
    }
    return Optional.of(
        new Toleration(
            fields.get(TAINT_KEY), operator, fields.get(TAINT_VALUE), fields.get(EFFECT), seconds));
  }
}

package io.stillhouse.model.definition;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.resource.ResourceOverrides;
import io.stillhouse.model.resource.ResourcesShape;
import io.stillhouse.model.shape.BooleanShape;
import io.stillhouse.model.shape.DurationShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.MapShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.TextShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Declares the keys that both {@code defaults} and a step have. */
final class StepSettingsShape {
  private static final String RESERVED_ENVIRONMENT = "STILLHOUSE_";

  private static final Key<Duration> TIMEOUT =
      Key.optional("timeout", new DurationShape(), "How long one attempt may run: 90s, 1h30m.");
  private static final Key<RetryOverrides> RETRY =
      Key.optional("retry", RetryShape.RETRY, "How often each class of failure is tried again.");
  private static final Key<ResourceOverrides> RESOURCES =
      Key.optional("resources", ResourcesShape.RESOURCES, "What one attempt may use.");
  private static final Key<DataParallel> DATA_PARALLEL =
      Key.optional(
          "dataParallel",
          DataParallelShape.DATA_PARALLEL,
          "Where its work on many shards is done; in its own process by default.");
  private static final Key<Boolean> CACHE =
      Key.optional("cache", new BooleanShape(), "false: never served from the cache.");
  private static final Key<Map<String, Named<String>>> ENVIRONMENT =
      Key.optional(
          "environment",
          MapShape.of(Form.ENVIRONMENT_NAME, TextShape.any()),
          "Environment variables, part of the cache key.");

  /** All of them. */
  static final List<Key<?>> KEYS = keys();

  private StepSettingsShape() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(List.of(TIMEOUT, RETRY, RESOURCES));
    keys.addAll(SchedulingShape.KEYS);
    keys.addAll(List.of(DATA_PARALLEL, CACHE, ENVIRONMENT));
    return List.copyOf(keys);
  }

  static StepSettings settings(Fields fields) {
    Map<String, Named<String>> environment = fields.get(ENVIRONMENT).orElse(Map.of());
    environment.values().forEach(variable -> check(variable, fields));
    for (Named<SecretKey> secret : fields.get(SchedulingShape.SECRETS).orElse(Map.of()).values()) {
      checkName(secret, fields);
      if (environment.containsKey(secret.name())) {
        fields
            .problems()
            .error(secret.namePlace(), "the variable has a value in 'environment' as well");
      }
    }
    return new StepSettings(
        fields.get(TIMEOUT),
        fields.get(RETRY),
        fields.get(RESOURCES).orElse(ResourceOverrides.NONE),
        SchedulingShape.scheduling(fields),
        fields.get(DATA_PARALLEL),
        fields.get(CACHE),
        Named.values(environment));
  }

  static Place resourcesPlace(Fields fields) {
    return fields.place(RESOURCES);
  }

  static Place dataParallelPlace(Fields fields) {
    return fields.place(DATA_PARALLEL);
  }

  private static void checkName(Named<?> variable, Fields fields) {
    if (variable.name().startsWith(RESERVED_ENVIRONMENT)) {
      fields
          .problems()
          .error(
              variable.namePlace(),
              "names that begin with " + RESERVED_ENVIRONMENT + " belong to Stillhouse");
    }
  }

  private static void check(Named<String> variable, Fields fields) {
    checkName(variable, fields);
    if (variable.value().contains("${")) {
      fields
          .problems()
          .warning(
              variable.namePlace(),
              "expressions are not replaced in environment variables; the text is passed as it"
                  + " stands");
    }
  }
}

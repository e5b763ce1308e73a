package io.stillhouse.cli.context;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ListShape;
import io.stillhouse.model.shape.MapShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Declares the keys of the configuration file. */
final class ContextShape {
  private static final Shape<Map<String, Named<String>>> SETTINGS =
      MapShape.of(Form.IDENTIFIER, new SettingShape());

  private static final Key<String> NAME =
      Key.required("name", TextShape.of(Form.DNS_LABEL), "What you call this place.");
  private static final Key<String> STORE =
      Key.optional(
          "store",
          TextShape.of(Form.NOT_BLANK),
          "Where runs and artifacts are kept: an absolute path or gs://bucket/prefix.");
  private static final Key<String> LAUNCHER =
      Key.optional("launcher", TextShape.of(Form.DNS_LABEL), "What starts steps.");
  private static final Key<String> RUNNER =
      Key.optional("runner", TextShape.of(Form.DNS_LABEL), "What runs the pipeline.");
  private static final Key<String> REGISTRY =
      Key.optional(
          "registry",
          TextShape.of(Form.NOT_BLANK),
          "What stands before the names of images that name no registry.");
  private static final Key<Map<String, Named<String>>> DOCKER =
      Key.optional("docker", SETTINGS, "Settings of the docker launcher.");
  private static final Key<Map<String, Named<String>>> KUBERNETES =
      Key.optional("kubernetes", SETTINGS, "Settings of the kubernetes launcher.");
  private static final Key<Map<String, Named<String>>> FLINK =
      Key.optional("flink", SETTINGS, "Settings of the flink runner.");
  private static final Key<Map<String, Named<String>>> ENVIRONMENT =
      Key.optional(
          "environment",
          MapShape.of(Form.ENVIRONMENT_NAME, new SettingShape()),
          "Environment variables that hold where the shell's do not say otherwise.");
  private static final List<Key<Map<String, Named<String>>>> SETTINGS_KEYS =
      List.of(DOCKER, KUBERNETES, FLINK);

  private static final Shape<Context> CONTEXT =
      ObjectShape.of(
          "a context",
          List.of(NAME, STORE, LAUNCHER, RUNNER, REGISTRY, DOCKER, KUBERNETES, FLINK, ENVIRONMENT),
          ContextShape::context);

  private static final Key<String> API_VERSION =
      Key.required(
          "apiVersion", ChoiceShape.constant("stillhouse.io/v1"), "The version of this format.");
  private static final Key<String> KIND =
      Key.required("kind", ChoiceShape.constant("Config"), "What this file is.");
  private static final Key<String> CURRENT =
      Key.optional(
          "currentContext",
          TextShape.of(Form.DNS_LABEL),
          "The context that holds unless another is named.");
  private static final Key<List<Context>> CONTEXTS =
      Key.optional("contexts", ListShape.of(CONTEXT), "The places for runs.");

  static final Shape<ContextFile.Content> FILE =
      ObjectShape.of(
          "the configuration",
          List.of(API_VERSION, KIND, CURRENT, CONTEXTS),
          fields ->
              Optional.of(
                  new ContextFile.Content(
                      fields.get(CURRENT), fields.get(CONTEXTS).orElse(List.of()))));

  private ContextShape() {}

  private static Optional<Context> context(Fields fields) {
    Map<String, Map<String, String>> settings = new TreeMap<>();
    for (Key<Map<String, Named<String>>> key : SETTINGS_KEYS) {
      fields.get(key).ifPresent(values -> settings.put(key.name(), Named.values(values)));
    }
    return fields
        .get(NAME)
        .map(
            name ->
                new Context(
                    name,
                    fields.get(STORE),
                    fields.get(LAUNCHER),
                    fields.get(RUNNER),
                    fields.get(REGISTRY),
                    settings,
                    fields.get(ENVIRONMENT).map(Named::values).orElse(Map.of())));
  }

  /** A setting: text, number, true or false, kept as it is written. */
  private static final class SettingShape implements Shape<String> {
    @Override
    public Optional<String> read(Cursor cursor) {
      if (!(cursor.node() instanceof YamlScalar scalar) || scalar.kind() == YamlScalar.Kind.NULL) {
        cursor.expected("a text, a number, true or false");
        return Optional.empty();
      }
      return Optional.of(scalar.text());
    }

    @Override
    public JsonObject describe() {
      return new JsonObject().with("type", List.of("string", "number", "boolean"));
    }
  }
}

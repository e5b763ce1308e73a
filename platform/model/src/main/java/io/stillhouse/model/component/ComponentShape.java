package io.stillhouse.model.component;

import io.stillhouse.model.artifact.ArtifactType;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterShape;
import io.stillhouse.model.resource.ResourceOverrides;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.resource.ResourcesShape;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declares the keys of {@code component.yaml}. */
public final class ComponentShape {
  /** Names that the store uses itself inside an attempt's folder. */
  private static final String RESERVED_OUTPUT = "events";

  private static final Key<String> NAME =
      Key.required("name", TextShape.of(Form.DNS_LABEL), "The component's name, a DNS label.");
  private static final Key<String> DESCRIPTION =
      Key.optional("description", TextShape.any(), "What it does.");

  private record Metadata(Optional<String> name, Optional<String> description) {}

  private static final Key<Metadata> METADATA =
      Key.required(
          "metadata",
          ObjectShape.of(
              "metadata",
              List.of(NAME, DESCRIPTION),
              fields -> Optional.of(new Metadata(fields.get(NAME), fields.get(DESCRIPTION)))),
          "What it is called.");

  private static final Key<ArtifactType> TYPE =
      Key.required(
          "type",
          ChoiceShape.of(ArtifactType.values(), ArtifactType::yamlName),
          "The type of the artifact.");
  private static final Key<Boolean> OPTIONAL =
      Key.optional("optional", new BooleanShape(), "true: it may stay empty.");
  private static final Key<Boolean> LIST =
      Key.optional("list", new BooleanShape(), "true: it takes several artifacts, in order.");

  private static final Key<Map<String, Named<InputDeclaration>>> INPUTS =
      Key.optional(
          "inputs",
          MapShape.of(
              Form.IDENTIFIER,
              ObjectShape.of(
                  "an input", List.of(TYPE, DESCRIPTION, OPTIONAL, LIST), ComponentShape::input)),
          "The artifacts it takes.");
  private static final Key<Map<String, Named<OutputDeclaration>>> OUTPUTS =
      Key.optional(
          "outputs",
          MapShape.of(
              Form.IDENTIFIER,
              ObjectShape.of("an output", List.of(TYPE, DESCRIPTION), ComponentShape::output)),
          "The artifacts it gives.");
  private static final Key<Map<String, Named<ParameterDeclaration>>> PARAMETERS =
      Key.optional("parameters", ParameterShape.PARAMETERS, "What its steps may set.");
  private static final Key<ResourceOverrides> RESOURCES =
      Key.optional(
          "resources",
          ResourcesShape.RESOURCES,
          "What its steps may use when the definition does not say.");
  private static final Key<List<ShardRunner>> DATA_PARALLEL =
      Key.optional(
          "dataParallel",
          ListShape.of(ChoiceShape.of(ShardRunner.values(), ShardRunner::yamlName)),
          "Who can do its work on many shards, besides its own process.");

  private static final Key<String> API_VERSION =
      Key.required(
          "apiVersion", ChoiceShape.constant("stillhouse.io/v1"), "The version of this format.");
  private static final Key<String> KIND =
      Key.required("kind", ChoiceShape.constant("Component"), "What this file describes.");
  private static final Key<String> IMAGE =
      Key.required("image", TextShape.of(Form.NOT_BLANK), "The image that a cluster runs.");

  private static final Key<String> MAIN_CLASS =
      Key.required("mainClass", TextShape.of(Form.CLASS_NAME), "The class with main.");
  private static final Key<String> JAR =
      Key.required("jar", TextShape.of(Form.RELATIVE_PATH), "Its jar, relative to this file.");
  private static final Key<String> CLASSPATH_FILE =
      Key.required(
          "classpathFile",
          TextShape.of(Form.RELATIVE_PATH),
          "A file with the paths of the other jars, separated by ':', relative to this file.");
  private static final Key<JavaExecution> JAVA =
      Key.optional(
          "java",
          ObjectShape.of(
              "java", List.of(MAIN_CLASS, JAR, CLASSPATH_FILE), ComponentShape::javaExecution),
          "The Java program that the process launcher runs.");
  private static final Key<List<String>> COMMAND =
      Key.optional(
          "command",
          ListShape.notEmpty(TextShape.any()),
          "The program that the process launcher runs, with its arguments.");

  /** A whole component. */
  public static final Shape<Component> COMPONENT =
      ObjectShape.of(
          "a component",
          List.of(
              API_VERSION,
              KIND,
              METADATA,
              IMAGE,
              JAVA,
              COMMAND,
              INPUTS,
              OUTPUTS,
              PARAMETERS,
              RESOURCES,
              DATA_PARALLEL),
          ComponentShape::component);

  private ComponentShape() {}

  private static Optional<InputDeclaration> input(Fields fields) {
    boolean optional = fields.get(OPTIONAL).orElse(false);
    boolean list = fields.get(LIST).orElse(false);
    Cardinality cardinality =
        list
            ? (optional ? Cardinality.OPTIONAL_LIST : Cardinality.LIST)
            : (optional ? Cardinality.OPTIONAL : Cardinality.ONE);
    return fields
        .get(TYPE)
        .map(
            type ->
                new InputDeclaration("", type, cardinality, fields.get(DESCRIPTION).orElse("")));
  }

  private static Optional<OutputDeclaration> output(Fields fields) {
    return fields
        .get(TYPE)
        .map(type -> new OutputDeclaration("", type, fields.get(DESCRIPTION).orElse("")));
  }

  private static Optional<JavaExecution> javaExecution(Fields fields) {
    if (fields.get(MAIN_CLASS).isEmpty()
        || fields.get(JAR).isEmpty()
        || fields.get(CLASSPATH_FILE).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new JavaExecution(
            fields.get(MAIN_CLASS).get(), fields.get(JAR).get(), fields.get(CLASSPATH_FILE).get()));
  }

  private static Optional<Component> component(Fields fields) {
    Optional<Execution> execution = execution(fields);
    Map<String, InputDeclaration> inputs = new LinkedHashMap<>();
    fields
        .get(INPUTS)
        .orElse(Map.of())
        .forEach(
            (name, entry) ->
                inputs.put(
                    name,
                    new InputDeclaration(
                        name,
                        entry.value().type(),
                        entry.value().cardinality(),
                        entry.value().description())));
    Map<String, OutputDeclaration> outputs = new LinkedHashMap<>();
    fields
        .get(OUTPUTS)
        .orElse(Map.of())
        .forEach(
            (name, entry) -> {
              if (name.equals(RESERVED_OUTPUT)) {
                fields.error(
                    OUTPUTS, "the store uses the name '" + name + "' itself: choose another");
              }
              outputs.put(
                  name,
                  new OutputDeclaration(name, entry.value().type(), entry.value().description()));
            });
    Optional<Metadata> metadata = fields.get(METADATA);
    Optional<String> name = metadata.flatMap(Metadata::name);
    if (name.isEmpty() || execution.isEmpty() || fields.get(IMAGE).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Component(
            name.get(),
            metadata.flatMap(Metadata::description).orElse(""),
            fields.get(IMAGE).get(),
            execution.get(),
            inputs,
            outputs,
            ParameterShape.named(fields.get(PARAMETERS).orElse(Map.of())),
            fields.get(RESOURCES).orElse(ResourceOverrides.NONE).over(ResourceRequest.DEFAULT),
            Set.copyOf(fields.get(DATA_PARALLEL).orElse(List.of()))));
  }

  private static Optional<Execution> execution(Fields fields) {
    if (fields.has(JAVA) == fields.has(COMMAND)) {
      fields.error(
          JAVA,
          fields.has(JAVA)
              ? "a component has either 'java' or 'command', not both"
              : "a component needs 'java' or 'command': what the process launcher runs");
      return Optional.empty();
    }
    return fields
        .get(JAVA)
        .<Execution>map(java -> java)
        .or(() -> fields.get(COMMAND).map(CommandExecution::new));
  }
}

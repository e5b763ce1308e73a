package io.stillhouse.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.component.JavaExecution;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every definition and component that the product ships is free of mistakes, warnings included. */
class ShippedDefinitionsTest {
  private static final String DEFINITIONS = "io.stillhouse.definitions.ShippedFiles#definitions";
  private static final String COMPONENTS = "io.stillhouse.definitions.ShippedFiles#components";

  @ParameterizedTest
  @MethodSource(DEFINITIONS)
  void aDefinitionIsPlannedWithoutAWarningOnceItsDataIsGiven(Path file) throws IOException {
    ComponentCatalog catalog = catalog();
    PipelineDefinition definition =
        new DefinitionParser().parse(ShippedFiles.text(file), catalog).orElseThrow();

    Checked<Plan> plan =
        new Planner()
            .plan(ShippedFiles.text(file), catalog, new OverrideTexts(requiredSources(definition)));

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.orElseThrow().steps()).hasSizeGreaterThanOrEqualTo(definition.steps().size());
    assertThat(file).hasFileName(definition.name() + ".yaml");
    assertThat(definition.description()).isNotBlank();
    assertThat(definition.parameters().values())
        .isNotEmpty()
        .allSatisfy(
            parameter ->
                assertThat(parameter.description()).as("of %s", parameter.name()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource(DEFINITIONS)
  void theSchemaForEditorsAcceptsADefinition(Path file) throws IOException {
    assertAccepted(JsonSchema.forPipelines(catalog()), file);
  }

  @ParameterizedTest
  @MethodSource(COMPONENTS)
  void aComponentIsReadWithoutAWarningAndItsProgramIsThere(Path file) throws IOException {
    Checked<Component> component = new ComponentParser().parse(ShippedFiles.text(file));

    assertThat(component.problems()).isEmpty();
    assertThat(component.orElseThrow().name())
        .isEqualTo(file.resolveSibling("").normalize().getFileName().toString());
    assertThat(component.orElseThrow().execution())
        .isInstanceOfSatisfying(
            JavaExecution.class,
            java ->
                assertThat(
                        file.resolveSibling(
                            "src/main/java/" + java.mainClass().replace('.', '/') + ".java"))
                    .isRegularFile());
  }

  @ParameterizedTest
  @MethodSource(COMPONENTS)
  void theSchemaForEditorsAcceptsAComponent(Path file) throws IOException {
    assertAccepted(JsonSchema.forComponents(), file);
  }

  private static ComponentCatalog catalog() throws IOException {
    List<Component> components = new ArrayList<>();
    for (Path file : ShippedFiles.components()) {
      components.add(new ComponentParser().parse(ShippedFiles.text(file)).orElseThrow());
    }
    return ComponentCatalog.of(components);
  }

  /** A shipped definition runs as it is, but for data that the product cannot ship. */
  private static Map<String, String> requiredSources(PipelineDefinition definition) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (ParameterDeclaration parameter : definition.parameters().values()) {
      if (parameter.mustBeSet()) {
        assertThat(parameter.type())
            .as("type of %s, which has no default", parameter.name())
            .isEqualTo(ParameterType.SOURCE);
        sources.put(parameter.name(), "images.zip");
      }
    }
    return sources;
  }

  private static void assertAccepted(String schema, Path file) throws IOException {
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(Files.readString(file), InputFormat.YAML))
        .isEmpty();
  }
}

package io.stillhouse.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.stillhouse.model.Fixtures;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTest {
  private static final String PIPELINES = JsonSchema.forPipelines(Fixtures.catalog());
  private static final String COMPONENTS = JsonSchema.forComponents();

  private static Set<ValidationMessage> validate(String schema, String yaml) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schema)
        .validate(yaml, InputFormat.YAML);
  }

  private static String quickstart() {
    return Fixtures.text("valid/quickstart.yaml").content();
  }

  @Test
  void schemasAreValidSchemasThemselves() throws JsonProcessingException {
    for (String schema : new String[] {PIPELINES, COMPONENTS}) {
      JsonNode tree = new ObjectMapper().readTree(schema);
      Set<ValidationMessage> messages =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
              .validate(tree);
      assertThat(messages).isEmpty();
    }
  }

  @Test
  void everyValidDefinitionValidates() {
    assertThat(Fixtures.files("valid"))
        .allSatisfy(
            file ->
                assertThat(validate(PIPELINES, Fixtures.text(file).content())).as(file).isEmpty());
  }

  @Test
  void everyComponentValidates() {
    assertThat(Fixtures.files("components"))
        .allSatisfy(
            file ->
                assertThat(validate(COMPONENTS, Fixtures.text(file).content())).as(file).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "component: dataset-prep | component: datset-prep",
        "timeout: 30m | timeuot: 30m",
        "timeout: 30m | timeout: 30",
        "timeout: 30m | timeout: 30x",
        "timeout: 30m | timeout: 5ms3s",
        "format: idx | format: idz",
        "format: idx | fromat: idx",
        "seed: ${parameters.seed} | seed: '1'",
        "seed: ${parameters.seed} | seed: -1",
        "seed: ${parameters.seed} | seed: 1.5",
        "branches: [resnet8, resnet8] | branches: [8]",
        "branches: [resnet8, resnet8] | branches: resnet8",
        "teacher: ${steps.teacher[item].outputs.model} | techer: ${steps.dataset.outputs.dataset}",
        "teacher: ${steps.teacher[item].outputs.model} | teacher: steps.teacher",
        "teacher: ${steps.teacher[item].outputs.model} | teacher: ['${steps.a.outputs.b}']",
        "name: evaluate | name: Evaluate",
        "memory: 3Gi | memory: 3GB",
        "nvidia.com/gpu: 0 | nvidia.com/gpu: -1",
        "nvidia.com/gpu: 0 | nvidia.com/gpus: 0",
        "epochs: {type: integer, default: 3 | epochs: {type: intger, default: 3",
        "epochs: {type: integer, default: 3 | epochs: {type: integer, default: '3'",
        "kind: Pipeline | kind: Component",
        "steps: | stps:",
        "when: parameters | when: ${parameters",
        "infrastructure: 3 | infrastructure: 101",
        "team: vision | team: 3",
        "environment: {} | environment: {a-b: c}",
        "serviceAccount: trainer | serviceAccount: Trainer",
        "serviceAccount: trainer | priorityClass: Trainer",
        "infrastructure: 3 | nodeLoss: 101",
        "infrastructure: 3 | nodeloss: 1",
        "tolerations: [] | affinity: {nodes: {}}",
        "tolerations: [] | affinity: {nodeAffinity: []}",
        "tolerations: [] | secrets: {TOKEN: x}",
        "tolerations: [] | preemptionPolicy: Sometimes",
        "tolerations: [] | spot: 'true'",
        "tolerations: [] | dataParallel: {runner: flnk}",
        "tolerations: [] | dataParallel: {parallelism: 2}",
        "limits: {cpu: 2, memory: 8Gi} | matrix: {axis: {epochs: [1]}}",
        "limits: {cpu: 2, memory: 8Gi} | matrix: {axes: {epochs: []}}",
        "limits: {cpu: 2, memory: 8Gi} | matrix: {axes: {epochs: 3}}",
        "limits: {cpu: 2, memory: 8Gi} | matrix: {include: {epochs: 3}}",
      })
  void aSeededMistakeIsRejected(String right, String wrong) {
    assertThat(quickstart()).contains(right);
    assertThat(validate(PIPELINES, quickstart().replace(right, wrong))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: Component | kind: Pipeline",
        "type: Dataset | type: Datasets",
        "epochs: | Epochs:",
        "optional: true | optional: yes please",
        "image: stillhouse | img: stillhouse",
        "jar: target | jar: /target",
        "jar: target | jar: ../target",
        "default: 30 | default: '30'",
        "enum: [constant | enum: [1",
      })
  void aSeededMistakeInAComponentIsRejected(String right, String wrong) {
    String component = Fixtures.text("components/teacher-pretraining.yaml").content();
    assertThat(component).contains(right);
    assertThat(validate(COMPONENTS, component.replace(right, wrong))).isNotEmpty();
  }

  @Test
  void aMissingRequiredParameterOrInputIsRejected() {
    assertThat(validate(PIPELINES, quickstart().replace("      format: idx\n", ""))).isNotEmpty();
    assertThat(
            validate(
                PIPELINES,
                quickstart().replace("      teacher: ${steps.teacher[item].outputs.model}\n", "")))
        .isNotEmpty();
  }

  @Test
  void everyKeyHasADescriptionForTheEditor() throws JsonProcessingException {
    for (String schema : new String[] {PIPELINES, COMPONENTS}) {
      assertDescribed(new ObjectMapper().readTree(schema), "");
    }
  }

  private static void assertDescribed(JsonNode schema, String path) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String at = path + "." + property.getKey();
              assertThat(property.getValue().path("description").asText()).as(at).isNotBlank();
              assertDescribed(property.getValue(), at);
            });
    if (schema.has("items")) {
      assertDescribed(schema.get("items"), path + "[]");
    }
    if (schema.path("additionalProperties").isObject()) {
      assertDescribed(schema.get("additionalProperties"), path + ".*");
    }
  }
}

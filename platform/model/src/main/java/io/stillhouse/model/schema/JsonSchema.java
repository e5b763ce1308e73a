package io.stillhouse.model.schema;

import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentShape;
import io.stillhouse.model.definition.PipelineShape;
import io.stillhouse.model.json.JsonObject;

/**
 * JSON Schemas (draft 2020-12) with which an editor completes and checks YAML. They come from the
 * declarations that the parsers read by, and say all that a schema can say; wiring, cycles and
 * expressions are checked by the parsers alone.
 */
public final class JsonSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private JsonSchema() {}

  /** The schema of pipeline definitions that use these components, as JSON. */
  public static String forPipelines(ComponentCatalog catalog) {
    return titled("Stillhouse pipeline", PipelineShape.describe(catalog)).toString();
  }

  /** The schema of {@code component.yaml}, as JSON. */
  public static String forComponents() {
    return titled("Stillhouse component", ComponentShape.COMPONENT.describe()).toString();
  }

  private static JsonObject titled(String title, JsonObject schema) {
    return new JsonObject().with("$schema", DIALECT).with("title", title).withAll(schema);
  }
}

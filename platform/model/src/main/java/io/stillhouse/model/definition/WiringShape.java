package io.stillhouse.model.definition;

import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.expression.TemplateShape;
import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.yaml.YamlInvalid;
import io.stillhouse.model.yaml.YamlList;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wired to an input: one output, or a list of them. */
final class WiringShape implements Shape<InputDefinition> {
  private static final String EXAMPLE = "an output such as ${steps.dataset.outputs.dataset}";

  @Override
  public Optional<InputDefinition> read(Cursor cursor) {
    if (cursor.node() instanceof YamlList list) {
      List<Reference.ToOutput> sources = new ArrayList<>();
      for (int i = 0; i < list.elements().size(); i++) {
        output(cursor.element(i, list.elements().get(i))).ifPresent(sources::add);
      }
      if (list.elements().isEmpty()) {
        cursor.error("the list is empty: wire at least one output, or leave the input out");
      }
      return sources.size() == list.elements().size() && !sources.isEmpty()
          ? Optional.of(new InputDefinition(sources, InputDefinition.Form.LIST, cursor.place()))
          : Optional.empty();
    }
    return output(cursor)
        .map(
            source ->
                new InputDefinition(List.of(source), InputDefinition.Form.SINGLE, cursor.place()));
  }

  private static Optional<Reference.ToOutput> output(Cursor cursor) {
    if (cursor.node() instanceof YamlInvalid) {
      return Optional.empty();
    }
    if (!(cursor.node() instanceof YamlScalar scalar)) {
      cursor.expected(EXAMPLE);
      return Optional.empty();
    }
    Optional<Template> template = new TemplateShape().read(cursor);
    if (template.isEmpty()) {
      return Optional.empty();
    }
    if (template.get() instanceof Template.Expression expression
        && expression.reference() instanceof Reference.ToOutput output) {
      return Optional.of(output);
    }
    cursor.error(
        scalar.text().startsWith("steps.")
            ? "write ${" + scalar.text() + "}"
            : "is " + scalar.inWords() + ", it must be " + EXAMPLE);
    return Optional.empty();
  }

  @Override
  public JsonObject describe() {
    JsonObject output =
        new JsonObject()
            .with("type", "string")
            .with("pattern", "^\\$\\{\\s*steps\\..+\\.outputs\\..+\\}$");
    return new JsonObject()
        .with(
            "anyOf",
            List.of(
                output,
                new JsonObject().with("type", "array").with("items", output).with("minItems", 1)));
  }
}

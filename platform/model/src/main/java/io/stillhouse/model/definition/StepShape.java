package io.stillhouse.model.definition;

import io.stillhouse.model.expression.ConditionExpression;
import io.stillhouse.model.expression.ConditionShape;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.expression.TemplateShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.MapShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.TextShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares the keys of a step. */
final class StepShape {
  private static final Key<String> NAME =
      Key.required("name", TextShape.of(Form.DNS_LABEL), "The step's name, a DNS label.");
  private static final Key<String> COMPONENT =
      Key.required("component", TextShape.any(), "The component that does the work.");
  private static final Key<Map<String, Named<Template>>> PARAMETERS =
      Key.optional(
          "parameters",
          MapShape.of(Form.NOT_BLANK, new TemplateShape()),
          "Parameters of the component: values or expressions.");
  private static final Key<Map<String, Named<InputDefinition>>> INPUTS =
      Key.optional(
          "inputs",
          MapShape.of(Form.NOT_BLANK, new WiringShape()),
          "What feeds the component's inputs: ${steps.NAME.outputs.OUTPUT}.");
  private static final Key<ConditionExpression> WHEN =
      Key.optional(
          "when",
          new ConditionShape(),
          "The step runs only if this is true: steps.NAME.metrics['KEY'] > 0.5.");
  private static final Key<Template> FOR_EACH =
      Key.optional(
          "forEach",
          new TemplateShape(),
          "One step for each item of a list; items are maps with a unique name, or names.");
  private static final Key<Map<String, Named<String>>> LABELS =
      Key.optional("labels", SchedulingShape.LABELS, "Labels of the step.");

  /** The whole of it. */
  static final ObjectShape<StepDraft> STEP = ObjectShape.of("a step", keys(), StepShape::draft);

  /** What the schema of a step calls these keys. */
  static final String COMPONENT_KEY = COMPONENT.name();

  static final String PARAMETERS_KEY = PARAMETERS.name();

  static final String INPUTS_KEY = INPUTS.name();

  private StepShape() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys =
        new ArrayList<>(List.of(NAME, COMPONENT, FOR_EACH, WHEN, PARAMETERS, INPUTS));
    keys.addAll(StepSettingsShape.KEYS);
    keys.add(LABELS);
    return keys;
  }

  private static Optional<StepDraft> draft(Fields fields) {
    return Optional.of(
        new StepDraft(
            fields.get(NAME),
            fields.place(NAME),
            fields.get(COMPONENT),
            fields.place(COMPONENT),
            fields.get(PARAMETERS).orElse(Map.of()),
            fields.names(PARAMETERS),
            fields.get(INPUTS).orElse(Map.of()),
            fields.names(INPUTS),
            fields.get(WHEN),
            fields.get(FOR_EACH),
            fields.has(FOR_EACH),
            StepSettingsShape.settings(fields),
            Named.values(fields.get(LABELS).orElse(Map.of())),
            fields.place(),
            StepSettingsShape.resourcesPlace(fields),
            StepSettingsShape.dataParallelPlace(fields)));
  }
}

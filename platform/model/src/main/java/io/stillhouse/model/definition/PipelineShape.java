package io.stillhouse.model.definition;

import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterShape;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourcesShape;
import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ListShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import io.stillhouse.model.sweep.MatrixDraft;
import io.stillhouse.model.sweep.MatrixShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares the keys of a pipeline definition. */
public final class PipelineShape {
  private static final Key<String> NAME =
      Key.required("name", TextShape.of(Form.DNS_LABEL), "The pipeline's name, a DNS label.");
  private static final Key<String> DESCRIPTION =
      Key.optional("description", TextShape.any(), "What the pipeline is for.");
  private static final Key<String> EXPERIMENT =
      Key.optional(
          "experiment",
          TextShape.of(Form.DNS_LABEL),
          "The experiment that its runs belong to; the pipeline's name by default.");
  private static final Key<Map<String, Named<String>>> LABELS =
      Key.optional("labels", SchedulingShape.LABELS, "Labels of every run.");

  private record Metadata(
      Optional<String> name,
      String description,
      Optional<String> experiment,
      Map<String, String> labels) {
    static final Metadata NONE = new Metadata(Optional.empty(), "", Optional.empty(), Map.of());
  }

  private static final Key<Metadata> METADATA =
      Key.required(
          "metadata",
          ObjectShape.of(
              "metadata", List.of(NAME, DESCRIPTION, EXPERIMENT, LABELS), PipelineShape::metadata),
          "What the pipeline is called.");
  private static final Key<String> API_VERSION =
      Key.required(
          "apiVersion", ChoiceShape.constant("stillhouse.io/v1"), "The version of this format.");
  private static final Key<String> KIND =
      Key.required("kind", ChoiceShape.constant("Pipeline"), "What this file describes.");
  private static final Key<Map<String, Named<ParameterDeclaration>>> PARAMETERS =
      Key.optional("parameters", ParameterShape.PARAMETERS, "What a run may set: -p NAME=VALUE.");
  private static final Key<MatrixDraft> MATRIX =
      Key.optional(
          "matrix",
          MatrixShape.MATRIX,
          "What a sweep runs: lists of values by parameter, in all combinations.");
  private static final Key<ResourceLimits> LIMITS =
      Key.optional("limits", ResourcesShape.LIMITS, "What steps may use together at any time.");
  private static final Key<StepSettings> DEFAULTS =
      Key.optional(
          "defaults",
          ObjectShape.of(
              "defaults",
              StepSettingsShape.KEYS,
              fields -> Optional.of(StepSettingsShape.settings(fields))),
          "What every step has unless it says otherwise.");

  private PipelineShape() {}

  /** The steps of a definition; the schema of a step may say more than its shape. */
  private static Key<List<StepDraft>> steps(Shape<StepDraft> step) {
    return Key.required("steps", ListShape.notEmpty(step), "What is done.");
  }

  private static ObjectShape<PipelineDraft> pipeline(Shape<StepDraft> step) {
    Key<List<StepDraft>> steps = steps(step);
    return ObjectShape.of(
        "a pipeline",
        List.of(API_VERSION, KIND, METADATA, PARAMETERS, MATRIX, LIMITS, DEFAULTS, steps),
        fields -> Optional.of(draft(fields, steps)));
  }

  static Optional<PipelineDraft> read(Cursor cursor) {
    return pipeline(StepShape.STEP).read(cursor);
  }

  /** The JSON Schema of definitions that use these components. */
  public static JsonObject describe(ComponentCatalog catalog) {
    return pipeline(new StepOfCatalog(catalog)).describe();
  }

  private static Optional<Metadata> metadata(Fields fields) {
    return Optional.of(
        new Metadata(
            fields.get(NAME),
            fields.get(DESCRIPTION).orElse(""),
            fields.get(EXPERIMENT),
            Named.values(fields.get(LABELS).orElse(Map.of()))));
  }

  private static PipelineDraft draft(Fields fields, Key<List<StepDraft>> steps) {
    Metadata metadata = fields.get(METADATA).orElse(Metadata.NONE);
    return new PipelineDraft(
        metadata.name(),
        metadata.description(),
        metadata.experiment(),
        metadata.labels(),
        fields.get(PARAMETERS).orElse(Map.of()),
        fields.names(PARAMETERS),
        fields.get(MATRIX),
        fields.get(LIMITS).orElse(ResourceLimits.NONE),
        fields.get(DEFAULTS).orElse(StepSettings.NONE),
        fields.get(steps).orElse(List.of()),
        fields.place(steps));
  }
}

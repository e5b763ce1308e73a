package io.stillhouse.server.trigger.definition;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.shape.BooleanShape;
import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.IntegerShape;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.MapShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import io.stillhouse.model.shape.ValueShape;
import io.stillhouse.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares the keys of a trigger's text. */
final class TriggerShape {
  private static final int MOST_QUEUED = 1000;
  private static final int USUALLY_QUEUED = 100;

  private static final Key<String> API_VERSION =
      Key.required(
          "apiVersion", ChoiceShape.constant("stillhouse.io/v1"), "The version of this format.");
  private static final Key<String> KIND =
      Key.required("kind", ChoiceShape.constant("Trigger"), "What this text describes.");
  private static final Key<String> NAME =
      Key.required("name", TextShape.of(Form.DNS_LABEL), "The trigger's name, a DNS label.");
  private static final Key<String> DESCRIPTION =
      Key.optional("description", TextShape.any(), "What it is for.");

  private record Metadata(String name, String description) {}

  private static final Key<Metadata> METADATA =
      Key.required(
          "metadata",
          ObjectShape.of(
              "metadata",
              List.of(NAME, DESCRIPTION),
              fields ->
                  fields
                      .get(NAME)
                      .map(name -> new Metadata(name, fields.get(DESCRIPTION).orElse("")))),
          "What it is called.");
  private static final Key<String> PIPELINE =
      Key.required(
          "pipeline", TextShape.of(Form.DNS_LABEL), "The name of the pipeline that it starts.");
  private static final Key<Integer> VERSION =
      Key.optional(
          "version",
          IntegerShape.between(1, 99_999_999),
          "The uploaded version that it starts; the newest definition by default.");
  private static final Key<String> EXPERIMENT =
      Key.optional(
          "experiment",
          TextShape.of(Form.DNS_LABEL),
          "The experiment of its runs; the definition's by default.");
  private static final Key<Map<String, Named<Value>>> PARAMETERS =
      Key.optional(
          "parameters", MapShape.of(Form.IDENTIFIER, new ValueShape()), "Parameters of its runs.");
  private static final Key<Map<String, Named<PayloadValue>>> PARAMETERS_FROM =
      Key.optional(
          "parametersFrom",
          MapShape.of(Form.IDENTIFIER, PayloadShape.VALUE),
          "Parameters that the payload gives: JSON pointers. Where it has none, parameters says the value.");
  private static final Key<Map<String, Named<String>>> LABELS =
      Key.optional("labels", MapShape.of(Form.LABEL_NAME, TextShape.any()), "Labels of its runs.");
  private static final Key<Map<String, Named<PayloadValue>>> LABELS_FROM =
      Key.optional(
          "labelsFrom",
          MapShape.of(Form.LABEL_NAME, PayloadShape.VALUE),
          "Labels that the payload gives: JSON pointers.");
  private static final Key<Concurrency> CONCURRENCY =
      Key.optional(
          "concurrency",
          ChoiceShape.of(Concurrency.values(), Concurrency::yamlName),
          "What becomes of an event while a run of the trigger is at work; queue by default.");
  private static final Key<Integer> MAX_QUEUED =
      Key.optional(
          "maxQueued",
          IntegerShape.between(1, MOST_QUEUED),
          "How many events may wait with concurrency queue; 100 by default.");
  private static final Key<Boolean> PAUSED =
      Key.optional("paused", new BooleanShape(), "true: it starts nothing.");
  private static final Key<Schedule> SCHEDULE =
      Key.optional("schedule", ScheduleShape.SCHEDULE, "When it starts by the clock.");
  private static final Key<Webhook> WEBHOOK =
      Key.optional("webhook", WebhookShape.WEBHOOK, "Who may call it.");

  /** A whole trigger. */
  static final Shape<TriggerDraft> TRIGGER =
      ObjectShape.of(
          "a trigger",
          List.of(
              API_VERSION,
              KIND,
              METADATA,
              PIPELINE,
              VERSION,
              EXPERIMENT,
              PARAMETERS,
              PARAMETERS_FROM,
              LABELS,
              LABELS_FROM,
              CONCURRENCY,
              MAX_QUEUED,
              PAUSED,
              SCHEDULE,
              WEBHOOK),
          TriggerShape::trigger);

  private TriggerShape() {}

  /**
   * A trigger with the places of what only a pipeline can judge.
   *
   * @param definition the trigger; what is wrong in it was reported
   * @param pipelinePlace where the pipeline is named
   * @param parameters the values of parameters
   * @param payloadParameters the parameters that a payload gives
   */
  record TriggerDraft(
      TriggerDefinition definition,
      Place pipelinePlace,
      Map<String, Named<Value>> parameters,
      Map<String, Named<PayloadValue>> payloadParameters) {}

  private static Optional<TriggerDraft> trigger(Fields fields) {
    if (!fields.has(SCHEDULE) && !fields.has(WEBHOOK)) {
      fields
          .problems()
          .error(
              fields.place(),
              "a trigger needs the key 'schedule' or the key 'webhook': nothing would start it");
    }
    for (Key<?> key : List.of(PARAMETERS_FROM, LABELS_FROM)) {
      if (fields.has(key) && !fields.has(WEBHOOK)) {
        fields.error(key, "there is no webhook whose payload could say that");
      }
    }
    if (fields.has(MAX_QUEUED)
        && fields.get(CONCURRENCY).orElse(Concurrency.QUEUE) != Concurrency.QUEUE) {
      fields.error(MAX_QUEUED, "is for concurrency queue only: nothing else waits");
    }
    Map<String, Named<Value>> parameters = fields.get(PARAMETERS).orElse(Map.of());
    Map<String, Named<PayloadValue>> fromPayload = fields.get(PARAMETERS_FROM).orElse(Map.of());
    Optional<Metadata> metadata = fields.get(METADATA);
    Optional<String> pipeline = fields.get(PIPELINE);
    if (metadata.isEmpty() || pipeline.isEmpty()) {
      return Optional.empty();
    }
    TriggerDefinition definition =
        new TriggerDefinition(
            metadata.get().name(),
            metadata.get().description(),
            pipeline.get(),
            fields.get(VERSION),
            fields.get(EXPERIMENT).orElse(""),
            ParameterTexts.of(Named.values(parameters)),
            Named.values(fromPayload),
            Named.values(fields.get(LABELS).orElse(Map.of())),
            Named.values(fields.get(LABELS_FROM).orElse(Map.of())),
            fields.get(CONCURRENCY).orElse(Concurrency.QUEUE),
            fields.get(MAX_QUEUED).orElse(USUALLY_QUEUED),
            fields.get(PAUSED).orElse(false),
            fields.get(SCHEDULE),
            fields.get(WEBHOOK));
    return Optional.of(
        new TriggerDraft(definition, fields.place(PIPELINE), parameters, fromPayload));
  }
}

package io.stillhouse.server.trigger.definition;

import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.DurationShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ListShape;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Declares the keys of a webhook. */
final class WebhookShape {
  private static final Duration LONGEST_TOLERANCE = Duration.ofHours(1);

  private static final Key<Sender> FROM =
      Key.required(
          "from",
          ChoiceShape.of(Sender.values(), Sender::yamlName),
          "Who calls: standard (signed as Standard Webhooks says), github, gitlab, pubsub.");
  private static final Key<String> FILE =
      Key.optional(
          "file", TextShape.of(Form.NOT_BLANK), "An absolute path on the server's machine.");
  private static final Key<String> ENVIRONMENT =
      Key.optional(
          "environment",
          TextShape.of(Form.ENVIRONMENT_NAME),
          "An environment variable of the server; its name begins with STILLHOUSE_WEBHOOK_.");
  private static final Key<SecretReference> SECRET =
      Key.optional(
          "secret",
          ObjectShape.of("a secret", List.of(FILE, ENVIRONMENT), WebhookShape::secret),
          "Where the server finds the secret that it shares with the sender.");
  private static final Key<String> AUDIENCE =
      Key.optional(
          "audience", TextShape.of(Form.NOT_BLANK), "With pubsub: what its tokens are for.");
  private static final Key<String> SERVICE_ACCOUNT =
      Key.optional(
          "serviceAccount",
          TextShape.of(Form.NOT_BLANK),
          "With pubsub: the e-mail address of the account of the subscription.");
  private static final Key<Duration> TOLERANCE =
      Key.optional(
          "tolerance",
          new DurationShape(),
          "With standard: how old, or how far ahead, a signature may be; 5m by default.");
  private static final Key<List<String>> EVENTS =
      Key.optional(
          "events",
          ListShape.notEmpty(TextShape.of(Form.NOT_BLANK)),
          "With github and gitlab: the kinds of events (push; Push Hook); all by default.");
  private static final Key<List<PayloadCondition>> WHEN =
      Key.optional(
          "when", ListShape.notEmpty(PayloadShape.CONDITION), "What must be true of the payload.");

  /** A webhook. */
  static final Shape<Webhook> WEBHOOK =
      ObjectShape.of(
          "a webhook",
          List.of(FROM, SECRET, AUDIENCE, SERVICE_ACCOUNT, TOLERANCE, EVENTS, WHEN),
          WebhookShape::webhook);

  private WebhookShape() {}

  private static Optional<SecretReference> secret(Fields fields) {
    if (fields.has(FILE) == fields.has(ENVIRONMENT)) {
      fields
          .problems()
          .error(fields.place(), "a secret is in a file or in an environment variable");
      return Optional.empty();
    }
    Optional<String> file = fields.get(FILE);
    if (file.isPresent() && !file.get().startsWith("/")) {
      fields.error(FILE, "must be an absolute path: the server may run anywhere");
    }
    Optional<String> variable = fields.get(ENVIRONMENT);
    if (variable.isPresent() && !variable.get().startsWith("STILLHOUSE_WEBHOOK_")) {
      fields.error(ENVIRONMENT, "must begin with STILLHOUSE_WEBHOOK_");
    }
    return file.map(name -> new SecretReference(SecretReference.Place.FILE, name))
        .or(
            () ->
                variable.map(name -> new SecretReference(SecretReference.Place.ENVIRONMENT, name)));
  }

  private static Optional<Webhook> webhook(Fields fields) {
    Optional<Sender> sender = fields.get(FROM);
    if (sender.isEmpty()) {
      return Optional.empty();
    }
    boolean pubsub = sender.get() == Sender.PUBSUB;
    require(fields, SECRET, !pubsub);
    require(fields, AUDIENCE, pubsub);
    require(fields, SERVICE_ACCOUNT, pubsub);
    if (fields.has(TOLERANCE) && sender.get() != Sender.STANDARD) {
      fields.error(TOLERANCE, "is for standard only: no other sender signs a time");
    }
    if (fields.get(TOLERANCE).map(time -> time.compareTo(LONGEST_TOLERANCE) > 0).orElse(false)) {
      fields.error(TOLERANCE, "is at most 1h");
    }
    if (fields.has(EVENTS) && sender.get() != Sender.GITHUB && sender.get() != Sender.GITLAB) {
      fields.error(EVENTS, "is for github and gitlab only; with others use 'when'");
    }
    return Optional.of(
        new Webhook(
            sender.get(),
            fields.get(SECRET),
            fields.get(AUDIENCE).orElse(""),
            fields.get(SERVICE_ACCOUNT).orElse(""),
            fields.get(TOLERANCE).orElse(Webhook.USUAL_TOLERANCE),
            fields.get(EVENTS).orElse(List.of()),
            fields.get(WHEN).orElse(List.of())));
  }

  private static void require(Fields fields, Key<?> key, boolean needed) {
    if (needed && !fields.has(key)) {
      fields
          .problems()
          .error(fields.place(), "a webhook from this sender needs the key '" + key.name() + "'");
    } else if (!needed && fields.has(key)) {
      fields.error(key, "has no meaning for this sender");
    }
  }
}

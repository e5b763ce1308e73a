package io.stillhouse.server.trigger.webhook;

import com.google.gson.JsonElement;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.trigger.definition.JsonPointer;
import io.stillhouse.server.trigger.definition.PayloadCondition;
import io.stillhouse.server.trigger.definition.Sender;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.server.trigger.definition.Webhook;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.server.trigger.events.TriggerTexts;
import io.stillhouse.server.trigger.webhook.Secrets.UnusableSecretException;
import io.stillhouse.v1.TriggerCause;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerEventState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes events of calls. */
public final class Hooks {
  private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);
  private static final JsonPointer MESSAGE_ID = JsonPointer.parse("/message/messageId");

  private final TriggerRecords records;
  private final TriggerTexts texts;
  private final Secrets secrets;
  private final Signatures signatures;
  private final PubSubTokens pubSub;
  private final Clock clock;

  /** Of the triggers of a store. */
  public Hooks(
      TriggerRecords records,
      TriggerTexts texts,
      Secrets secrets,
      PubSubTokens pubSub,
      Clock clock) {
    this.records = records;
    this.texts = texts;
    this.secrets = secrets;
    this.signatures = new Signatures(clock);
    this.pubSub = pubSub;
    this.clock = clock;
  }

  /**
   * What came of a call.
   *
   * @param event the event; empty if the call makes none
   * @param isNew whether it was not known before
   * @param reason why there is no event; empty otherwise
   */
  record Outcome(Optional<TriggerEvent> event, boolean isNew, String reason) {
    static Outcome ignored(String reason) {
      return new Outcome(Optional.empty(), false, reason);
    }
  }

  /**
   * Takes a call in.
   *
   * @throws ApiException if its sender is not known, or it says nothing that can be understood
   */
  Outcome take(String name, Call call) {
    Optional<TriggerDefinition> trigger =
        records.trigger(name).flatMap(found -> texts.read(found).value());
    Optional<Webhook> webhook = trigger.flatMap(TriggerDefinition::webhook);
    if (trigger.isEmpty() || webhook.isEmpty()) {
      throw refused(); // Who has no secret learns not even which triggers there are.
    }
    if (webhook.get().sender() == Sender.PUBSUB) {
      if (!pubSub.isRight(call, webhook.get())) {
        throw refused();
      }
      JsonElement payload = Payloads.read(call.body());
      Delivery delivery = PubSubTokens.delivery(call, MESSAGE_ID.text(payload));
      Payloads.decodeData(payload);
      return event(trigger.get(), webhook.get(), delivery, payload);
    }
    Delivery delivery = signed(name, call, webhook.get()).orElseThrow(Hooks::refused);
    if (webhook.get().sender() == Sender.GITHUB && delivery.kind().equals("ping")) {
      return Outcome.ignored("pong");
    }
    return event(trigger.get(), webhook.get(), delivery, Payloads.read(call.body()));
  }

  private static ApiException refused() {
    return ApiException.unknownCaller(
        "there is no such webhook, or the call is not signed for it, or its signature is too old");
  }

  private Optional<Delivery> signed(String name, Call call, Webhook webhook) {
    try {
      List<String> known = secrets.read(webhook.secret().orElseThrow());
      return switch (webhook.sender()) {
        case STANDARD -> signatures.standard(call, known, webhook);
        case GITHUB -> signatures.github(call, known);
        case GITLAB -> signatures.gitlab(call, known);
        case PUBSUB -> Optional.empty();
      };
    } catch (UnusableSecretException e) {
      LOG.warn("Trigger {} refuses all calls: {}", name, e.getMessage());
      return Optional.empty();
    }
  }

  private Outcome event(
      TriggerDefinition trigger, Webhook webhook, Delivery delivery, JsonElement payload) {
    if (trigger.paused()) {
      return Outcome.ignored("the trigger is paused");
    }
    if (!webhook.events().isEmpty() && !webhook.events().contains(delivery.kind())) {
      return Outcome.ignored("the trigger is for other kinds of events");
    }
    for (PayloadCondition condition : webhook.conditions()) {
      if (!condition.pointer().text(payload).map(condition::holds).orElse(false)) {
        return Outcome.ignored("the payload differs at " + condition.pointer());
      }
    }
    TriggerRecords.Received received =
        records.receive(
            TriggerEvent.newBuilder()
                .setName(TriggerRecords.eventName(trigger.name(), delivery.known()))
                .setCause(TriggerCause.WEBHOOK)
                .setDelivery(delivery.id())
                .setEventTime(Times.toProto(clock.instant()))
                .setUpdateTime(Times.toProto(clock.instant()))
                .putAllParameters(
                    Payloads.values(payload, trigger.payloadParameters(), trigger.parameters()))
                .putAllLabels(Payloads.labels(payload, trigger.payloadLabels(), trigger.labels()))
                .setState(TriggerEventState.EVENT_PENDING)
                .build());
    return new Outcome(Optional.of(received.event()), received.isNew(), "");
  }
}

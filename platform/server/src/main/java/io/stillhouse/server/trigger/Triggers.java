package io.stillhouse.server.trigger;

import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.pipelines.StoredPipelines;
import io.stillhouse.server.trigger.definition.Schedule;
import io.stillhouse.server.trigger.definition.SecretReference;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.server.trigger.definition.TriggerParser;
import io.stillhouse.server.trigger.definition.Webhook;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.server.trigger.events.TriggerRecords.Received;
import io.stillhouse.server.trigger.events.TriggerTexts;
import io.stillhouse.server.trigger.webhook.HookService;
import io.stillhouse.server.trigger.webhook.Secrets;
import io.stillhouse.server.trigger.webhook.Secrets.UnusableSecretException;
import io.stillhouse.v1.Trigger;
import io.stillhouse.v1.TriggerCause;
import io.stillhouse.v1.TriggerConcurrency;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerEventState;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What can be done with triggers, whoever asks. */
public final class Triggers {
  private static final int SHOWN_TIMES = 10;

  private final TriggerRecords records;
  private final TriggerTexts texts;
  private final StoredPipelines pipelines;
  private final Optional<Secrets> secrets;
  private final Clock clock;

  /**
   * @param secrets those of the server; empty for a process that is none
   */
  public Triggers(
      TriggerRecords records,
      TriggerTexts texts,
      StoredPipelines pipelines,
      Optional<Secrets> secrets,
      Clock clock) {
    this.records = records;
    this.texts = texts;
    this.pipelines = pipelines;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** What a text says, with everything that is wrong with it. */
  public Checked<TriggerDefinition> check(SourceText text) {
    return new TriggerParser().parse(text, new KnownPipelines(pipelines));
  }

  /**
   * Creates or changes a trigger.
   *
   * @param definition what the text says
   * @param updater who does so
   */
  public Trigger apply(TriggerDefinition definition, String source, String updater) {
    Trigger asked = record(definition, source, updater);
    records.put(asked);
    return shown(asked, pipelines.names());
  }

  /** What applying a text would make. */
  public Trigger preview(TriggerDefinition definition, String source, String updater) {
    return shown(record(definition, source, updater), pipelines.names());
  }

  private Trigger record(TriggerDefinition definition, String source, String updater) {
    Optional<Trigger> before = records.trigger(definition.name());
    if (before.isPresent() && before.get().getSource().equals(source)) {
      return before.get();
    }
    Instant now = clock.instant();
    return Trigger.newBuilder()
        .setName("triggers/" + definition.name())
        .setSource(source)
        .setCreateTime(before.map(Trigger::getCreateTime).orElse(Times.toProto(now)))
        .setUpdateTime(Times.toProto(now))
        .setUpdater(updater)
        .build();
  }

  /** A trigger. */
  public Trigger get(String name) {
    return withLatestEvent(shown(stored(name), pipelines.names()));
  }

  private Trigger withLatestEvent(Trigger trigger) {
    Trigger.Builder builder = trigger.toBuilder();
    records.latestEvent(TriggerRecords.id(trigger.getName())).ifPresent(builder::setLatestEvent);
    return builder.build();
  }

  private Trigger stored(String name) {
    return records
        .trigger(name)
        .orElseThrow(() -> ApiException.notFound("there is no trigger " + name));
  }

  /** Every trigger, ordered by name. */
  public List<Trigger> list() {
    Set<String> known = pipelines.names();
    return records.triggers().stream()
        .map(trigger -> withLatestEvent(shown(trigger, known)))
        .toList();
  }

  /** Deletes a trigger. */
  public void delete(String name) {
    if (!records.delete(name)) {
      throw ApiException.notFound("there is no trigger " + name);
    }
  }

  /** Makes an event by hand. */
  public TriggerEvent fire(String name, Map<String, String> parameters, String requestId) {
    if (!requestId.matches("[A-Za-z0-9._-]{0,128}")) {
      throw ApiException.invalid(
          "request_id", "is 1 to 128 letters, digits, '.', '_' and '-', such as a UUID");
    }
    Trigger trigger = stored(name);
    TriggerDefinition definition = texts.read(trigger).orElseThrow();
    if (definition.paused()) {
      throw ApiException.notNow("trigger " + name + " is paused");
    }
    Map<String, String> all = new LinkedHashMap<>(definition.parameters());
    all.putAll(parameters);
    String id = requestId.isEmpty() ? UUID.randomUUID().toString() : requestId;
    Received received =
        records.receive(
            TriggerEvent.newBuilder()
                .setName(TriggerRecords.eventName(name, "manual " + id))
                .setCause(TriggerCause.MANUAL)
                .setDelivery(id)
                .setEventTime(Times.toProto(clock.instant()))
                .setUpdateTime(Times.toProto(clock.instant()))
                .putAllParameters(all)
                .putAllLabels(definition.labels())
                .setState(TriggerEventState.EVENT_PENDING)
                .build());
    return received.event();
  }

  /** An event. */
  public TriggerEvent event(String name) {
    return records
        .event(name)
        .orElseThrow(() -> ApiException.notFound("there is no event " + name));
  }

  /** The events of a trigger, newest first. */
  public List<TriggerEvent> events(String name) {
    stored(name);
    return records.events(name);
  }

  private Trigger shown(Trigger trigger, Set<String> known) {
    Trigger.Builder shown = trigger.toBuilder();
    Checked<TriggerDefinition> checked = texts.read(trigger);
    if (checked.value().isEmpty()) {
      return shown.setProblem(checked.errors().get(0).toString()).build();
    }
    TriggerDefinition definition = checked.value().get();
    shown
        .setDescription(definition.description())
        .setPipeline("pipelines/" + definition.pipeline())
        .setPaused(definition.paused())
        .setConcurrency(concurrency(definition))
        .setMaxQueued(definition.maxQueued());
    definition.schedule().ifPresent(schedule -> show(schedule, definition, shown));
    definition.webhook().ifPresent(webhook -> show(webhook, definition, shown));
    if (!known.contains(definition.pipeline())) {
      shown.setProblem("there is no pipeline " + definition.pipeline() + " any more");
    }
    return shown.build();
  }

  private static TriggerConcurrency concurrency(TriggerDefinition definition) {
    return switch (definition.concurrency()) {
      case QUEUE -> TriggerConcurrency.CONCURRENCY_QUEUE;
      case REPLACE -> TriggerConcurrency.CONCURRENCY_REPLACE;
      case SKIP -> TriggerConcurrency.CONCURRENCY_SKIP;
    };
  }

  private void show(Schedule schedule, TriggerDefinition definition, Trigger.Builder shown) {
    shown.setSchedule(schedule.times().toString());
    Optional<Instant> next = schedule.times().next(clock.instant());
    while (!definition.paused()
        && next.isPresent()
        && shown.getNextFireTimesCount() < SHOWN_TIMES) {
      shown.addNextFireTimes(Times.toProto(next.get()));
      next = schedule.times().next(next.get());
    }
  }

  private void show(Webhook webhook, TriggerDefinition definition, Trigger.Builder shown) {
    shown.setHookPath(HookService.PATH + definition.name());
    Optional<SecretReference> secret = webhook.secret();
    if (secret.isPresent() && secrets.isPresent()) {
      try {
        secrets.get().read(secret.get());
      } catch (UnusableSecretException e) {
        shown.setProblem(String.valueOf(e.getMessage()));
      }
    }
  }
}

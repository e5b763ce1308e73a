package io.stillhouse.server.trigger;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.server.access.Callers;
import io.stillhouse.server.errors.Answers;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.v1.ApplyTriggerRequest;
import io.stillhouse.v1.DeleteTriggerRequest;
import io.stillhouse.v1.FireTriggerRequest;
import io.stillhouse.v1.GetTriggerEventRequest;
import io.stillhouse.v1.GetTriggerRequest;
import io.stillhouse.v1.ListTriggerEventsRequest;
import io.stillhouse.v1.ListTriggerEventsResponse;
import io.stillhouse.v1.ListTriggersRequest;
import io.stillhouse.v1.ListTriggersResponse;
import io.stillhouse.v1.Trigger;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerServiceGrpc;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TriggerService. */
public final class TriggerApi extends TriggerServiceGrpc.TriggerServiceImplBase {
  private static final Pattern TRIGGER =
      Pattern.compile("triggers/([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)");
  private static final Pattern EVENT = Pattern.compile(TRIGGER.pattern() + "/events/[0-9a-f]{64}");
  private static final int USUAL = 100;

  private final Triggers triggers;
  private final Runnable happened;
  private final Callers callers;

  /**
   * @param happened is done when there is a new event
   */
  public TriggerApi(Triggers triggers, Runnable happened, Callers callers) {
    this.triggers = triggers;
    this.happened = happened;
    this.callers = callers;
  }

  @Override
  public void applyTrigger(ApplyTriggerRequest request, StreamObserver<Trigger> caller) {
    Answers.send(
        caller,
        () -> {
          String source = request.getSource();
          TriggerDefinition definition =
              triggers.check(new SourceText("trigger", source)).orElseThrow();
          String updater = callers.current().name();
          return request.getValidateOnly()
              ? triggers.preview(definition, source, updater)
              : triggers.apply(definition, source, updater);
        });
  }

  @Override
  public void getTrigger(GetTriggerRequest request, StreamObserver<Trigger> caller) {
    Answers.send(caller, () -> triggers.get(trigger("name", request.getName())));
  }

  @Override
  public void listTriggers(
      ListTriggersRequest request, StreamObserver<ListTriggersResponse> caller) {
    Answers.send(
        caller,
        () -> {
          Pages<Trigger> page =
              Pages.of(triggers.list(), request.getPageSize(), request.getPageToken(), USUAL);
          ListTriggersResponse.Builder answer =
              ListTriggersResponse.newBuilder().setNextPageToken(page.nextPageToken());
          page.items().forEach(trigger -> answer.addTriggers(trigger.toBuilder().clearSource()));
          return answer.build();
        });
  }

  @Override
  public void deleteTrigger(DeleteTriggerRequest request, StreamObserver<Empty> caller) {
    Answers.send(
        caller,
        () -> {
          triggers.delete(trigger("name", request.getName()));
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void fireTrigger(FireTriggerRequest request, StreamObserver<TriggerEvent> caller) {
    Answers.send(
        caller,
        () -> {
          TriggerEvent event =
              triggers.fire(
                  trigger("name", request.getName()),
                  request.getParametersMap(),
                  request.getRequestId());
          happened.run();
          return event;
        });
  }

  @Override
  public void getTriggerEvent(GetTriggerEventRequest request, StreamObserver<TriggerEvent> caller) {
    Answers.send(
        caller,
        () -> {
          match(EVENT, "name", request.getName(), "triggers/{trigger}/events/{event}");
          return triggers.event(request.getName());
        });
  }

  @Override
  public void listTriggerEvents(
      ListTriggerEventsRequest request, StreamObserver<ListTriggerEventsResponse> caller) {
    Answers.send(
        caller,
        () -> {
          Pages<TriggerEvent> page =
              Pages.of(
                  triggers.events(trigger("parent", request.getParent())),
                  request.getPageSize(),
                  request.getPageToken(),
                  USUAL);
          return ListTriggerEventsResponse.newBuilder()
              .addAllEvents(page.items())
              .setNextPageToken(page.nextPageToken())
              .build();
        });
  }

  private static String trigger(String field, String name) {
    return match(TRIGGER, field, name, "triggers/{trigger}").group(1);
  }

  private static Matcher match(Pattern pattern, String field, String name, String form) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      throw ApiException.invalid(field, "is not a name like " + form);
    }
    return matcher;
  }
}

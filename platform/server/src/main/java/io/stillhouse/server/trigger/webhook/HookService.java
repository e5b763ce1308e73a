package io.stillhouse.server.trigger.webhook;

import com.google.gson.JsonObject;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.http.ErrorResponses;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code POST /hooks/TRIGGER}: what senders of webhooks call. */
public final class HookService implements HttpService {
  /** The path before the name of a trigger. */
  public static final String PATH = "/hooks/";

  private static final Pattern NAME =
      Pattern.compile("/hooks/([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)");
  private static final long LARGEST = 1 << 20;

  private final Hooks hooks;
  private final Runnable received;

  /**
   * @param received is done when there is a new event
   */
  public HookService(Hooks hooks, Runnable received) {
    this.hooks = hooks;
    this.received = received;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    Matcher name = NAME.matcher(context.path());
    if (!name.matches()) {
      return HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    if (request.method() != HttpMethod.POST) {
      return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }
    context.setMaxRequestLength(LARGEST);
    return HttpResponse.of(
        request
            .aggregate()
            .handleAsync(
                (whole, failure) ->
                    failure == null ? answer(name.group(1), whole) : failed(failure),
                context.blockingTaskExecutor()));
  }

  private HttpResponse answer(String name, AggregatedHttpRequest request) {
    try {
      Hooks.Outcome outcome =
          hooks.take(name, new Call(request.headers(), request.content().array()));
      JsonObject json = new JsonObject();
      outcome
          .event()
          .ifPresentOrElse(
              event -> {
                json.addProperty("event", event.getName());
                json.addProperty("duplicate", !outcome.isNew());
              },
              () -> json.addProperty("ignored", outcome.reason()));
      if (outcome.isNew()) {
        received.run();
      }
      return HttpResponse.of(
          outcome.isNew() ? HttpStatus.ACCEPTED : HttpStatus.OK, MediaType.JSON_UTF_8, json + "\n");
    } catch (RuntimeException e) {
      return ErrorResponses.of(e, false);
    }
  }

  private static HttpResponse failed(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return failure instanceof ContentTooLargeException || cause instanceof ContentTooLargeException
        ? tooLarge()
        : ErrorResponses.of(ApiException.invalid("body", "did not come as a whole"), false);
  }

  private static HttpResponse tooLarge() {
    return HttpResponse.of(
        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
        MediaType.PLAIN_TEXT_UTF_8,
        "a call has at most " + LARGEST + " bytes\n");
  }
}

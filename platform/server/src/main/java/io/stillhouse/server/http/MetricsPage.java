package io.stillhouse.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.stillhouse.server.access.Callers;
import io.stillhouse.server.access.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** {@code /metrics}, for whoever may read. */
public final class MetricsPage implements HttpService {
  /** Where it is. */
  public static final String PATH = "/metrics";

  private static final MediaType TEXT = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

  private final Supplier<String> metrics;
  private final Callers callers;

  /**
   * @param metrics the metrics as they are now, in the text format of Prometheus
   */
  public MetricsPage(Supplier<String> metrics, Callers callers) {
    this.metrics = metrics;
    this.callers = callers;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(() -> answer(context), context.blockingTaskExecutor()));
  }

  private HttpResponse answer(ServiceRequestContext context) {
    try {
      callers.require(context, Scope.READ);
      return HttpResponse.of(HttpStatus.OK, TEXT, metrics.get());
    } catch (RuntimeException e) {
      return ErrorResponses.of(e, false);
    }
  }
}

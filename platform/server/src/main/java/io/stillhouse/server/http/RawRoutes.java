package io.stillhouse.server.http;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.MethodDescriptor;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.server.access.Callers;
import io.stillhouse.server.access.Scope;
import io.stillhouse.server.artifacts.StoredArtifacts;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.watch.EventStreamSink;
import io.stillhouse.server.watch.Sink;
import io.stillhouse.server.watch.Watches;
import io.stillhouse.v1.ArtifactServiceGrpc;
import io.stillhouse.v1.ReadLogResponse;
import io.stillhouse.v1.ReportServiceGrpc;
import io.stillhouse.v1.RunServiceGrpc;
import io.stillhouse.v1.WatchLogRequest;
import io.stillhouse.v1.WatchRunRequest;
import io.stillhouse.v1.WatchRunResponse;
import io.stillhouse.v1.WatchRunsRequest;
import io.stillhouse.v1.WatchRunsResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The methods with streams of answers over plain HTTP, which transcoding leaves out: what is
 * watched is a stream of events, and a download is the file.
 */
public final class RawRoutes implements DecoratingHttpServiceFunction {
  private static final Pattern RUN = Pattern.compile("/v1/(pipelines/[^/]+/runs/[^/:]+):watch");
  private static final Pattern RUNS = Pattern.compile("/v1/(pipelines/[^/]+)/runs:watch");
  private static final Pattern LOG =
      Pattern.compile("/v1/(pipelines/[^/]+/runs/[^/]+/steps/[^/]+/attempts/[^/]+)/log:watch");
  private static final Pattern FILE =
      Pattern.compile(
          "/v1/(pipelines/[^/]+/runs/[^/]+/steps/[^/]+/attempts/[^/]+/artifacts/[^/]+)/files/(.+)");

  private final Watches watches;
  private final Downloads downloads;
  private final Callers callers;

  /** Of what can be watched and downloaded. */
  public RawRoutes(
      Watches watches, StoredArtifacts artifacts, ArtifactStore store, Callers callers) {
    this.watches = watches;
    this.downloads = new Downloads(artifacts, store);
    this.callers = callers;
  }

  /** What answers a request. */
  private interface Answer {
    HttpResponse answer();
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    HttpMethod method = request.method();
    if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
      return next.serve(context, request);
    }
    String path = context.decodedPath();
    QueryParams query = context.queryParams();
    Matcher run = RUN.matcher(path);
    if (run.matches()) {
      return answer(
          context,
          RunServiceGrpc.getWatchRunMethod(),
          () ->
              RawRoutes.<WatchRunResponse>stream(
                  sink ->
                      watches.run(
                          WatchRunRequest.newBuilder()
                              .setName(run.group(1))
                              .setCursor(
                                  request.headers().get("last-event-id", query.get("cursor", "")))
                              .setPoints(Boolean.parseBoolean(query.get("points", "false")))
                              .build(),
                          sink)));
    }
    Matcher runs = RUNS.matcher(path);
    if (runs.matches()) {
      return answer(
          context,
          RunServiceGrpc.getWatchRunsMethod(),
          () ->
              RawRoutes.<WatchRunsResponse>stream(
                  sink ->
                      watches.runs(
                          WatchRunsRequest.newBuilder()
                              .setParent(runs.group(1))
                              .setFilter(query.get("filter", ""))
                              .addAllColumns(query.getAll("columns"))
                              .build(),
                          sink)));
    }
    Matcher log = LOG.matcher(path);
    if (log.matches()) {
      return answer(
          context,
          ReportServiceGrpc.getWatchLogMethod(),
          () ->
              RawRoutes.<ReadLogResponse>stream(
                  sink ->
                      watches.log(
                          WatchLogRequest.newBuilder()
                              .setName(log.group(1))
                              .setOffset(
                                  offset(
                                      request
                                          .headers()
                                          .get("last-event-id", query.get("offset", "0"))))
                              .build(),
                          sink)));
    }
    Matcher file = FILE.matcher(path);
    if (file.matches()) {
      return answer(
          context,
          ArtifactServiceGrpc.getDownloadFileMethod(),
          () -> downloads.serve(context, request, file.group(1), file.group(2)));
    }
    return next.serve(context, request);
  }

  private HttpResponse answer(
      ServiceRequestContext context, MethodDescriptor<?, ?> method, Answer answer) {
    // As the same method is called in logs and metrics when it comes over gRPC.
    context
        .logBuilder()
        .name(String.valueOf(method.getServiceName()), String.valueOf(method.getBareMethodName()));
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () -> {
              try (var pushed = context.push()) {
                callers.require(context, Scope.READ);
                return answer.answer();
              } catch (RuntimeException e) {
                return ErrorResponses.of(e, false);
              }
            },
            context.blockingTaskExecutor()));
  }

  private static <T extends Message> HttpResponse stream(Consumer<Sink<T>> watch) {
    HttpResponseWriter response = HttpResponse.streaming();
    Sink<T> sink = new EventStreamSink<>(response);
    response.write(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.EVENT_STREAM)
            .set("cache-control", "no-store")
            .set("x-accel-buffering", "no")
            .build());
    try {
      watch.accept(sink);
    } catch (RuntimeException e) {
      response.abort();
      throw e;
    }
    return response;
  }

  private static long offset(String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      throw ApiException.invalid("offset", "is a number of bytes, not '" + text + "'");
    }
    return Long.parseLong(text);
  }
}

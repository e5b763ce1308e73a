package io.stillhouse.server.watch;

import com.google.protobuf.Message;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.errors.Failures;
import io.stillhouse.server.names.Names;
import io.stillhouse.v1.ReadLogResponse;
import io.stillhouse.v1.WatchLogRequest;
import io.stillhouse.v1.WatchRunRequest;
import io.stillhouse.v1.WatchRunResponse;
import io.stillhouse.v1.WatchRunsRequest;
import io.stillhouse.v1.WatchRunsResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that can be watched, over gRPC or as a stream of events. */
public final class Watches {
  /** How many may watch at once. */
  private static final int MOST = 2000;

  /** After so long a watcher has to call again, with its cursor. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private final RunFeeds runs;
  private final ListFeeds lists;
  private final LogFeeds logs;
  private final AtomicInteger watching = new AtomicInteger();

  /** Of these feeds. */
  public Watches(RunFeeds runs, ListFeeds lists, LogFeeds logs) {
    this.runs = runs;
    this.lists = lists;
    this.logs = logs;
  }

  /** Watches a run over gRPC. */
  public void run(WatchRunRequest request, StreamObserver<WatchRunResponse> caller) {
    begin(caller, () -> run(request, new GrpcSink<>(caller)));
  }

  /** Watches a list over gRPC. */
  public void runs(WatchRunsRequest request, StreamObserver<WatchRunsResponse> caller) {
    begin(caller, () -> runs(request, new GrpcSink<>(caller)));
  }

  /** Watches a log over gRPC. */
  public void log(WatchLogRequest request, StreamObserver<ReadLogResponse> caller) {
    begin(caller, () -> log(request, new GrpcSink<>(caller)));
  }

  /** Watches a run. */
  public void run(WatchRunRequest request, Sink<WatchRunResponse> sink) {
    admit();
    runs.watch(
        Names.run("name", request.getName()), request.getPoints(), request.getCursor(), sink);
  }

  /** Watches a list. */
  public void runs(WatchRunsRequest request, Sink<WatchRunsResponse> sink) {
    admit();
    String pipeline = Names.pipelineOrAll("parent", request.getParent());
    if (request.getColumnsCount() > 100) {
      throw ApiException.invalid("columns", "at most 100 at once");
    }
    lists.watch(pipeline, request.getFilter(), request.getColumnsList(), sink);
  }

  /** Watches a log. */
  public void log(WatchLogRequest request, Sink<ReadLogResponse> sink) {
    admit();
    logs.watch(Names.attempt("name", request.getName()), request.getOffset(), sink);
  }

  /** Counts a watcher and gives it its deadline; whoever is one too many is refused. */
  private void admit() {
    ServiceRequestContext context = ServiceRequestContext.current();
    if (watching.incrementAndGet() > MOST) {
      watching.decrementAndGet();
      throw ApiException.tooMuch("too many watch at once; try again soon");
    }
    context.setRequestTimeout(LONGEST);
    context.log().whenComplete().thenRun(watching::decrementAndGet);
  }

  private static <T extends Message> void begin(StreamObserver<T> caller, Runnable watch) {
    try {
      watch.run();
    } catch (RuntimeException e) {
      caller.onError(Failures.told(e));
    }
  }
}

package io.stillhouse.server.reports;

import io.grpc.stub.StreamObserver;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.server.curves.Curves;
import io.stillhouse.server.errors.Answers;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.logs.Logs;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.names.Names.AttemptName;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.server.watch.Watches;
import io.stillhouse.v1.GetCurvesRequest;
import io.stillhouse.v1.GetCurvesResponse;
import io.stillhouse.v1.ListEventsRequest;
import io.stillhouse.v1.ListEventsResponse;
import io.stillhouse.v1.ReadLogRequest;
import io.stillhouse.v1.ReadLogResponse;
import io.stillhouse.v1.ReportServiceGrpc;
import io.stillhouse.v1.SearchLogRequest;
import io.stillhouse.v1.SearchLogResponse;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import io.stillhouse.v1.WatchLogRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The ReportService. */
public final class ReportApi extends ReportServiceGrpc.ReportServiceImplBase {
  private static final int USUAL = 1000;
  private static final int MOST = 10_000;

  private final RunReader reader;
  private final RunRecordCache records;
  private final Logs logs;
  private final Curves curves;
  private final Watches watches;

  /** Of what the store has. */
  public ReportApi(
      RunReader reader, RunRecordCache records, Logs logs, Curves curves, Watches watches) {
    this.reader = reader;
    this.records = records;
    this.logs = logs;
    this.curves = curves;
    this.watches = watches;
  }

  @Override
  public void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> caller) {
    Answers.send(caller, () -> events(request));
  }

  private ListEventsResponse events(ListEventsRequest request) {
    AttemptName attempt = Names.attempt("parent", request.getParent());
    if (records.task(attempt.run(), attempt.step(), attempt.number()).isEmpty()) {
      throw ApiException.notFound("there is no attempt " + attempt);
    }
    int size = Pages.size(request.getPageSize(), USUAL, MOST);
    boolean ended = logs.hasEnded(attempt);
    ListEventsResponse.Builder answer = ListEventsResponse.newBuilder();
    long[] place = place(request.getPageToken());
    while (answer.getEventsCount() < size) {
      List<StepEventChunk> chunks =
          reader.chunks(attempt.run(), attempt.step(), attempt.number(), place[0], 1);
      if (chunks.isEmpty()) {
        return ended ? answer.build() : answer.setNextPageToken(token(place)).build();
      }
      List<StepEvent> events = chunks.get(0).getEventsList();
      int from = (int) Math.min(place[1], events.size());
      int to = Math.min(events.size(), from + size - answer.getEventsCount());
      answer.addAllEvents(events.subList(from, to));
      if (to == events.size()) {
        place[0]++;
        place[1] = 0;
      } else {
        place[1] = to;
      }
    }
    return answer.setNextPageToken(token(place)).build();
  }

  private static String token(long[] place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((place[0] + " " + place[1]).getBytes(StandardCharsets.US_ASCII));
  }

  private static long[] place(String token) {
    if (token.isEmpty()) {
      return new long[] {1, 0};
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      if (text.matches("[1-9][0-9]{0,8} [0-9]{1,9}")) {
        int blank = text.indexOf(' ');
        return new long[] {
          Long.parseLong(text.substring(0, blank)), Long.parseLong(text.substring(blank + 1))
        };
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("page_token", "was not given by this server");
    }
    throw ApiException.invalid("page_token", "was not given by this server");
  }

  @Override
  public void readLog(ReadLogRequest request, StreamObserver<ReadLogResponse> caller) {
    Answers.send(
        caller,
        () ->
            logs.read(
                Names.attempt("name", request.getName()),
                request.getOffset(),
                request.getMaxBytes()));
  }

  @Override
  public void watchLog(WatchLogRequest request, StreamObserver<ReadLogResponse> caller) {
    watches.log(request, caller);
  }

  @Override
  public void searchLog(SearchLogRequest request, StreamObserver<SearchLogResponse> caller) {
    Answers.send(
        caller,
        () ->
            logs.search(
                Names.attempt("name", request.getName()),
                request.getQuery(),
                request.getPageSize(),
                request.getPageToken()));
  }

  @Override
  public void getCurves(GetCurvesRequest request, StreamObserver<GetCurvesResponse> caller) {
    Answers.send(
        caller,
        () ->
            GetCurvesResponse.newBuilder()
                .addAllCurves(
                    curves.of(
                        Curves.runs(request.getRunsList()),
                        request.getStepsList(),
                        request.getMetricsList(),
                        request.getMaxPoints()))
                .build());
  }
}

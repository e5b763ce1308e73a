package io.stillhouse.server.sweeps;

import io.grpc.stub.StreamObserver;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.sweep.SweepTables;
import io.stillhouse.cli.sweep.Sweeps;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.errors.Answers;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.paging.Pages;
import io.stillhouse.sweep.table.Goal;
import io.stillhouse.v1.ListSweepsRequest;
import io.stillhouse.v1.ListSweepsResponse;
import io.stillhouse.v1.Sweep;
import io.stillhouse.v1.SweepGoal;
import io.stillhouse.v1.SweepServiceGrpc;
import io.stillhouse.v1.SweepSummary;
import io.stillhouse.v1.TabulateSweepRequest;
import io.stillhouse.v1.TabulateSweepResponse;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SweepService. */
public final class SweepApi extends SweepServiceGrpc.SweepServiceImplBase {
  private static final Pattern NAME =
      Pattern.compile("sweeps/([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)");
  private static final Comparator<Sweep> NEWEST_FIRST =
      Comparator.comparing((Sweep sweep) -> Times.fromProto(sweep.getCreateTime()))
          .thenComparing(Sweep::getName)
          .reversed();
  private static final int USUAL = 100;

  private final ArtifactStore store;
  private final Sweeps sweeps;

  /** Of a store. */
  public SweepApi(ArtifactStore store) {
    this.store = store;
    this.sweeps = new Sweeps(store);
  }

  @Override
  public void listSweeps(ListSweepsRequest request, StreamObserver<ListSweepsResponse> caller) {
    Answers.send(
        caller,
        () -> {
          List<Sweep> all =
              sweeps.names().stream()
                  .map(sweeps::read)
                  .flatMap(Optional::stream)
                  .sorted(NEWEST_FIRST)
                  .toList();
          Pages<Sweep> page = Pages.of(all, request.getPageSize(), request.getPageToken(), USUAL);
          return ListSweepsResponse.newBuilder()
              .addAllSweeps(page.items().stream().map(SweepApi::summary).toList())
              .setNextPageToken(page.nextPageToken())
              .build();
        });
  }

  @Override
  public void tabulateSweep(
      TabulateSweepRequest request, StreamObserver<TabulateSweepResponse> caller) {
    Answers.send(caller, () -> tabulate(request));
  }

  private TabulateSweepResponse tabulate(TabulateSweepRequest request) {
    Matcher name = NAME.matcher(request.getName());
    if (!name.matches()) {
      throw ApiException.invalid("name", "is not a name like sweeps/{sweep}");
    }
    Sweep sweep =
        sweeps
            .read(name.group(1))
            .orElseThrow(() -> ApiException.notFound("there is no sweep " + name.group(1)));
    SweepTables tables = new SweepTables(store, sweep);
    TabulateSweepResponse.Builder answer =
        TabulateSweepResponse.newBuilder().setSweep(summary(sweep)).addAllMetrics(tables.metrics());
    List<String> wanted =
        request.getMetric().isEmpty()
            ? tables.headline().stream().toList()
            : List.of(request.getMetric());
    if (!wanted.isEmpty() && !tables.metrics().isEmpty()) {
      try {
        SweepTableMessages.add(
            tables.of(wanted, baseline(request.getBaselineList()), goal(request.getGoal())).get(0),
            answer);
      } catch (CliException e) {
        throw ApiException.invalid(
            request.getBaselineCount() > 0 ? "baseline" : "metric", String.join(" ", e.lines()));
      }
    }
    return answer.build();
  }

  private static Map<String, String> baseline(List<String> asked) {
    Map<String, String> baseline = new LinkedHashMap<>();
    for (String each : asked) {
      int at = each.indexOf('=');
      if (at <= 0) {
        throw ApiException.invalid("baseline", "'" + each + "' is not name=value");
      }
      baseline.put(each.substring(0, at), each.substring(at + 1));
    }
    return baseline;
  }

  private static Optional<Goal> goal(SweepGoal goal) {
    return switch (goal) {
      case SWEEP_GOAL_UNSPECIFIED -> Optional.empty();
      case SWEEP_GOAL_MAXIMUM -> Optional.of(Goal.MAXIMUM);
      case SWEEP_GOAL_MINIMUM -> Optional.of(Goal.MINIMUM);
      case UNRECOGNIZED -> throw ApiException.invalid("goal", "is not known");
    };
  }

  private static SweepSummary summary(Sweep sweep) {
    return SweepSummary.newBuilder()
        .setName("sweeps/" + sweep.getName())
        .setPipeline("pipelines/" + sweep.getPipeline())
        .addAllParameters(sweep.getParametersList())
        .setSeeds(sweep.getSeeds())
        .setRunCount(sweep.getPointsCount())
        .setCreateTime(sweep.getCreateTime())
        .build();
  }
}

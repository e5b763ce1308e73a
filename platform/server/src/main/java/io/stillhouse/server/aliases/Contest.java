package io.stillhouse.server.aliases;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.release.gate.Gate;
import io.stillhouse.release.gate.GateCheck;
import io.stillhouse.release.gate.GateSyntaxException;
import io.stillhouse.release.gate.RunMetrics;
import io.stillhouse.release.promotion.Alias;
import io.stillhouse.release.promotion.Promotions;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunSummary;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.server.compare.Challengers;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.view.Cells;
import io.stillhouse.server.view.Summaries;
import io.stillhouse.v1.Challenger;
import io.stillhouse.v1.Conclusion;
import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.GateVerdict;
import io.stillhouse.v1.JudgeChallengersRequest;
import io.stillhouse.v1.JudgeChallengersResponse;
import io.stillhouse.v1.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which runs might take an alias over: how they differ from the champion, and what gates say.
 */
public final class Contest {
  private static final int USUAL = 5;
  private static final int MOST = 20;
  private static final int MOST_GATES = 10;

  /** How many of the newest runs are asked by which gates they were judged. */
  private static final int NEWEST = 10;

  private final ArtifactStore store;
  private final RunStore index;
  private final Summaries summaries;
  private final Promotions promotions;
  private final Challengers challengers;
  private final Clock clock;

  /** Between the runs of a store. */
  public Contest(
      ArtifactStore store,
      RunStore index,
      Summaries summaries,
      Promotions promotions,
      Challengers challengers,
      Clock clock) {
    this.store = store;
    this.index = index;
    this.summaries = summaries;
    this.promotions = promotions;
    this.challengers = challengers;
    this.clock = clock;
  }

  /**
   * Gates, and where they come from.
   *
   * @param gates one or more
   * @param origin for a person
   */
  private record Held(List<Gate> gates, String origin) {}

  JudgeChallengersResponse judge(Alias alias, JudgeChallengersRequest request) {
    Challengers.Question question =
        new Challengers.Question(
            alias.experiment(), request.getMetric(), request.getLowerIsBetter(), most(request));
    Optional<RunDetails> champion = champion(alias);
    JudgeChallengersResponse.Builder answer = JudgeChallengersResponse.newBuilder();
    Optional<String> metric = challengers.metric(question);
    if (metric.isEmpty()) {
      return answer.build();
    }
    Held held = gates(alias.experiment(), request, metric.get());
    answer.setMetric(metric.get()).setGatesOrigin(held.origin());
    held.gates().forEach(gate -> answer.addGates(gate.text()));
    champion.ifPresent(run -> answer.setChampion(line(run, metric.get())));
    GateCheck check =
        new GateCheck(
            held.gates(),
            champion.map(
                run -> new GateCheck.Baseline(alias.name(), run.summary().run(), metrics(run))));
    for (Challengers.Found found : challengers.of(question, metric.get(), champion)) {
      Challenger challenger = challenger(found, check, metric.get());
      boolean better =
          champion.isEmpty() || challenger.getVerdict().getConclusion() == Conclusion.BETTER;
      if (!answer.hasReplacement() && challenger.getPassed() && better) {
        answer.setReplacement(answer.getChallengersCount());
      }
      answer.addChallengers(challenger);
    }
    return answer.build();
  }

  private Challenger challenger(Challengers.Found found, GateCheck check, String metric) {
    GateReport report = check.judge(metrics(found.run()), clock.instant());
    Challenger.Builder challenger =
        Challenger.newBuilder()
            .setRun(line(found.run(), metric))
            .addAllGates(report.getVerdictsList())
            .setPassed(report.getPassed())
            .setSeedOnly(found.seedOnly());
    found.verdict().ifPresent(challenger::setVerdict);
    return challenger.build();
  }

  private static int most(JudgeChallengersRequest request) {
    if (request.getMaxChallengers() < 0 || request.getMaxChallengers() > MOST) {
      throw ApiException.invalid(
          "max_challengers", "is 1 to " + MOST + ", not " + request.getMaxChallengers());
    }
    return request.getMaxChallengers() == 0 ? USUAL : request.getMaxChallengers();
  }

  private Optional<RunDetails> champion(Alias alias) {
    return promotions
        .current(alias)
        .map(
            current ->
                index
                    .run(current.run())
                    .orElseThrow(
                        () ->
                            ApiException.notNow(
                                "the run that is "
                                    + alias
                                    + ", "
                                    + current.run().name()
                                    + ", is gone; promote another")));
  }

  private Held gates(String experiment, JudgeChallengersRequest request, String metric) {
    if (request.getGatesCount() > MOST_GATES) {
      throw ApiException.invalid("gates", "are at most " + MOST_GATES);
    }
    if (request.getGatesCount() > 0) {
      return new Held(request.getGatesList().stream().map(Contest::asked).toList(), "as asked for");
    }
    for (RunSummary run :
        index
            .list(
                new RunQuery(
                    "experiment = \"" + experiment + "\" AND state = SUCCEEDED",
                    "create_time desc",
                    List.of(),
                    NEWEST,
                    ""))
            .runs()) {
      List<Gate> kept = kept(run);
      if (!kept.isEmpty()) {
        return new Held(kept, "as " + run.run().name() + " was judged");
      }
    }
    return new Held(
        List.of(
            Gate.parse(
                metric + (request.getLowerIsBetter() ? " <= " : " >= ") + "baseline." + metric)),
        "no run was judged by others yet");
  }

  private static Gate asked(String text) {
    try {
      return Gate.parse(text);
    } catch (GateSyntaxException e) {
      throw ApiException.invalid("gates", String.valueOf(e.getMessage()));
    }
  }

  /** The gates that a run was judged by; none if it was not, or by some that are not known here. */
  private List<Gate> kept(RunSummary run) {
    List<Gate> gates = new ArrayList<>();
    try {
      GateCheck.lastReport(store, run.run()).stream()
          .flatMap(report -> report.getVerdictsList().stream())
          .map(GateVerdict::getGate)
          .forEach(text -> gates.add(Gate.parse(text)));
    } catch (GateSyntaxException e) {
      return List.of();
    }
    return gates;
  }

  private io.stillhouse.v1.RunSummary line(RunDetails run, String metric) {
    io.stillhouse.v1.RunSummary.Builder line = summaries.of(run.summary(), List.of()).toBuilder();
    Double value = run.metrics().get(metric);
    return line.addCells(Cells.of(value)).build();
  }

  private static RunMetrics metrics(RunDetails run) {
    Map<String, Map<String, Double>> bySteps = new LinkedHashMap<>();
    for (StepSummary step : run.steps()) {
      if (step.state() == State.SUCCEEDED) {
        bySteps.put(step.name(), step.metrics());
      }
    }
    return new RunMetrics(run.summary().run().name(), bySteps);
  }
}

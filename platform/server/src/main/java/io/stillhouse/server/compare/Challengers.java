package io.stillhouse.server.compare;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunSummary;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.v1.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the best runs of an experiment and holds them against one of them. */
public final class Challengers {
  /** How many of the best are looked at: enough to find the other seeds of those that matter. */
  private static final int LOOKED_AT = 100;

  private final RunStore index;
  private final RunRecordCache records;
  private final Verdicts verdicts;

  /** Of the runs of an index. */
  public Challengers(RunStore index, RunRecordCache records, Verdicts verdicts) {
    this.index = index;
    this.records = records;
    this.verdicts = verdicts;
  }

  /**
   * One that might take the place.
   *
   * @param run the run
   * @param verdict how it differs from the run whose place it is; empty without one
   * @param seedOnly whether it differs from that in nothing but its seed
   */
  public record Found(RunDetails run, Optional<Verdict> verdict, boolean seedOnly) {}

  /**
   * How challengers are found.
   *
   * @param experiment the experiment, a DNS label
   * @param metric the figure; empty: the first of those that are usually judged which a run has
   * @param lowerIsBetter whether less of it is better
   * @param most how many challengers there may be
   */
  public record Question(String experiment, String metric, boolean lowerIsBetter, int most) {}

  /**
   * The figure that challengers of an experiment are judged by; empty when no run has one.
   *
   * @throws ApiException if a figure is asked for that no run has
   */
  public Optional<String> metric(Question question) {
    if (question.metric().isEmpty()) {
      return Verdicts.JUDGED.stream()
          .filter(metric -> index.metricNames().contains(metric))
          .filter(metric -> !best(question, metric, 1).isEmpty())
          .findFirst();
    }
    if (!index.metricNames().contains(question.metric())) {
      throw ApiException.invalid("metric", "no run has a figure " + question.metric());
    }
    return Optional.of(question.metric());
  }

  /**
   * The challengers, the best first.
   *
   * @param champion the run whose place it is, if there is one
   */
  public List<Found> of(Question question, String metric, Optional<RunDetails> champion) {
    List<RunLayout> layouts = new ArrayList<>(best(question, metric, LOOKED_AT));
    champion
        .map(run -> run.summary().run())
        .filter(run -> !layouts.contains(run))
        .ifPresent(layouts::add);
    List<RunDetails> runs = index.details(layouts);
    SeedGroups groups = SeedGroups.of(runs, records);
    List<Found> found = new ArrayList<>();
    for (RunDetails run : runs) {
      boolean isChampion =
          champion.isPresent() && champion.get().summary().run().equals(run.summary().run());
      if (!isChampion && run.metrics().containsKey(metric) && found.size() < question.most()) {
        found.add(
            champion
                .map(other -> against(other, run, groups, question, metric))
                .orElseGet(() -> new Found(run, Optional.empty(), false)));
      }
    }
    return found;
  }

  private Found against(
      RunDetails champion, RunDetails run, SeedGroups groups, Question question, String metric) {
    int own = groups.of(run);
    int others = groups.of(champion);
    if (!champion.metrics().containsKey(metric)) {
      return new Found(run, Optional.empty(), own == others);
    }
    List<RunDetails> judged = groups.having(own, metric);
    List<RunDetails> baseline = groups.having(others, metric);
    boolean overSeeds = own != others && judged.size() > 1 && baseline.size() > 1;
    Verdict verdict =
        overSeeds
            ? verdicts.verdict(metric, judged, baseline)
            : verdicts.verdict(metric, List.of(run), List.of(champion));
    return new Found(
        run,
        Optional.of(question.lowerIsBetter() ? Verdicts.turned(verdict) : verdict),
        own == others);
  }

  private List<RunLayout> best(Question question, String metric, int most) {
    return index
        .list(
            new RunQuery(
                "experiment = \"" + question.experiment() + "\" AND state = SUCCEEDED",
                "metrics." + metric + (question.lowerIsBetter() ? "" : " desc"),
                List.of("metrics." + metric),
                most,
                ""))
        .runs()
        .stream()
        .filter(run -> run.columns().containsKey("metrics." + metric))
        .map(RunSummary::run)
        .toList();
  }
}

package io.stillhouse.server.compare;

import io.stillhouse.v1.Conclusion;
import io.stillhouse.v1.RunEvaluation;
import io.stillhouse.v1.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which groups of runs are better than the first, as far as seeds let that be said. */
final class Verdicts {
  private static final List<String> JUDGED =
      List.of("student.accuracy", "student.auc", "gapRecovered");

  private final List<RunEvaluation> evaluations;

  /**
   * @param evaluations those of the runs: which figures are there to be judged
   */
  Verdicts(List<RunEvaluation> evaluations) {
    this.evaluations = evaluations;
  }

  List<Verdict> of(SeedGroups groups) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int group = 1; group < groups.groups().size(); group++) {
      for (String metric : JUDGED) {
        double[] judged = groups.values(group, metric);
        double[] baseline = groups.values(0, metric);
        if (judged.length > 0 && baseline.length > 0) {
          verdicts.add(verdict(group, metric, judged, baseline));
        }
      }
    }
    return verdicts;
  }

  private Verdict verdict(int group, String metric, double[] judged, double[] baseline) {
    Sample sample = Sample.of(judged);
    Sample reference = Sample.of(baseline);
    Optional<Interval> interval = sample.intervalOfDifference(reference);
    Verdict.Builder verdict =
        Verdict.newBuilder()
            .setGroup(group)
            .setBaseline(0)
            .setMetric(metric)
            .setDifference(sample.mean() - reference.mean())
            .setConclusion(interval.map(Verdicts::conclusion).orElse(Conclusion.INCONCLUSIVE))
            .setMethod(
                interval.isPresent()
                    ? "Welch's t over "
                        + judged.length
                        + " and "
                        + baseline.length
                        + " seeds, 95% interval"
                    : "no interval: at least two seeds on each side are needed, there are "
                        + judged.length
                        + " and "
                        + baseline.length
                        + (evaluations.isEmpty() ? "" : "; see the evaluations for images"));
    interval.ifPresent(found -> verdict.setLower(found.lower()).setUpper(found.upper()));
    return verdict.build();
  }

  private static Conclusion conclusion(Interval interval) {
    if (interval.lower() > 0) {
      return Conclusion.BETTER;
    }
    return interval.upper() < 0 ? Conclusion.WORSE : Conclusion.INCONCLUSIVE;
  }
}

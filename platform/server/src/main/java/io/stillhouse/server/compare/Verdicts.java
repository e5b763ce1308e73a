package io.stillhouse.server.compare;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.v1.Conclusion;
import io.stillhouse.v1.Verdict;
import io.stillhouse.v1.VerdictBasis;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which groups of runs are better than the first: with several seeds a side by how they vary,
 * with one seed a side by the images that both answered.
 */
public final class Verdicts {
  static final List<String> JUDGED = List.of("student.accuracy", "student.auc", "gapRecovered");

  private final ImageVerdicts images;

  /** Of runs whose evaluations lie in a store. */
  public Verdicts(ArtifactStore store, RunRecordCache records, Evaluations evaluations) {
    this.images = new ImageVerdicts(new ImageAnswersReader(store, records, evaluations));
  }

  List<Verdict> of(SeedGroups groups) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int group = 1; group < groups.groups().size(); group++) {
      for (String metric : JUDGED) {
        List<RunDetails> judged = groups.having(group, metric);
        List<RunDetails> baseline = groups.having(0, metric);
        if (!judged.isEmpty() && !baseline.isEmpty()) {
          verdicts.add(
              verdict(metric, judged, baseline).toBuilder().setGroup(group).setBaseline(0).build());
        }
      }
    }
    return verdicts;
  }

  /**
   * Holds some runs against others.
   *
   * @param judged one or more that differ in their seed only and have the figure
   * @param baseline the same of those that they are held against
   */
  Verdict verdict(String metric, List<RunDetails> judged, List<RunDetails> baseline) {
    Sample sample = Sample.of(SeedGroups.values(judged, metric));
    Sample reference = Sample.of(SeedGroups.values(baseline, metric));
    Verdict.Builder verdict =
        Verdict.newBuilder()
            .setMetric(metric)
            .setDifference(sample.mean() - reference.mean())
            .setConclusion(Conclusion.INCONCLUSIVE);
    sample
        .intervalOfDifference(reference)
        .ifPresentOrElse(
            interval ->
                conclude(verdict, interval.lower(), interval.upper())
                    .setBasis(VerdictBasis.OVER_SEEDS)
                    .setMethod(
                        "Welch's t over "
                            + sample.count()
                            + " and "
                            + reference.count()
                            + " seeds, 95% interval"),
            () -> withoutSeeds(verdict, judged, baseline));
    return verdict.build();
  }

  private void withoutSeeds(
      Verdict.Builder verdict, List<RunDetails> judged, List<RunDetails> baseline) {
    if (judged.size() == 1 && baseline.size() == 1) {
      images
          .judge(verdict, judged.get(0), baseline.get(0), verdict.getMetric())
          .ifPresent(interval -> conclude(verdict, interval.lower(), interval.upper()));
    } else {
      verdict.setMethod(
          "no interval: one seed a side, or at least two on each, are needed; there are "
              + judged.size()
              + " and "
              + baseline.size());
    }
  }

  /** The same of a figure of which less is better. */
  static Verdict turned(Verdict verdict) {
    return verdict.toBuilder()
        .setConclusion(
            switch (verdict.getConclusion()) {
              case BETTER -> Conclusion.WORSE;
              case WORSE -> Conclusion.BETTER;
              default -> verdict.getConclusion();
            })
        .build();
  }

  private static Verdict.Builder conclude(Verdict.Builder verdict, double lower, double upper) {
    return verdict
        .setLower(lower)
        .setUpper(upper)
        .setConclusion(
            lower > 0 ? Conclusion.BETTER : upper < 0 ? Conclusion.WORSE : Conclusion.INCONCLUSIVE);
  }
}

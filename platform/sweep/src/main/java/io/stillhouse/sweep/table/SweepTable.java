package io.stillhouse.sweep.table;

import io.stillhouse.sweep.statistics.Estimate;
import io.stillhouse.sweep.statistics.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The combinations of a sweep, each with the mean of a metric over its seeds and, against a
 * baseline, the mean of the differences of runs with the same seed.
 *
 * @param sweep the sweep's name
 * @param metric the metric's name
 * @param goal which values are good
 * @param parameters the parameters that tell the rows apart, in the order of the matrix
 * @param seeds the parameter that is averaged over; empty without one
 * @param rows the combinations, in the order of the matrix
 */
public record SweepTable(
    String sweep, String metric, Goal goal, List<String> parameters, String seeds, List<Row> rows) {
  /** The greatest corrected probability of no difference that counts as a difference. */
  public static final double LEVEL = 0.05;

  /**
   * A combination.
   *
   * @param measured what its runs measured
   * @param estimate over its seeds
   * @param difference over the seeds that the baseline has as well, this less the baseline; empty
   *     without a baseline and for the baseline itself
   * @param probability of no difference, corrected for the number of comparisons; empty with fewer
   *     than two common seeds
   * @param verdict what follows; empty without a baseline
   * @param best whether no other row has a better mean
   */
  public record Row(
      Measured measured,
      Estimate estimate,
      Optional<Estimate> difference,
      Optional<Double> probability,
      Optional<Verdict> verdict,
      boolean best) {}

  /** Copies. */
  public SweepTable {
    parameters = List.copyOf(parameters);
    rows = List.copyOf(rows);
  }

  /**
   * The table of what was measured.
   *
   * @param baseline the row that the others are held against; empty: none
   */
  public static SweepTable of(
      String sweep,
      String metric,
      Goal goal,
      List<String> parameters,
      String seeds,
      List<Measured> measured,
      Optional<Measured> baseline) {
    List<Estimate> estimates = new ArrayList<>();
    List<Optional<Estimate>> differences = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    for (Measured row : measured) {
      estimates.add(Estimate.of(values(row)));
      Optional<Estimate> difference =
          baseline
              .filter(other -> !other.equals(row))
              .map(other -> paired(row, other))
              .filter(estimate -> estimate.count() > 0);
      differences.add(difference);
      difference.flatMap(Estimate::probabilityOfZero).ifPresent(probabilities::add);
    }
    List<Double> corrected = new ArrayList<>(Holm.corrected(probabilities));
    int best = best(estimates, goal);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      Optional<Estimate> difference = differences.get(i);
      Optional<Double> probability =
          difference.flatMap(Estimate::probabilityOfZero).map(raw -> corrected.remove(0));
      Measured row = measured.get(i);
      rows.add(
          new Row(
              row,
              estimates.get(i),
              difference,
              probability,
              baseline.map(
                  other ->
                      other.equals(row)
                          ? Verdict.BASELINE
                          : verdict(difference, probability, goal)),
              i == best));
    }
    return new SweepTable(sweep, metric, goal, parameters, seeds, rows);
  }

  private static double[] values(Measured row) {
    return row.values().values().stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .toArray();
  }

  private static Estimate paired(Measured row, Measured baseline) {
    List<Double> differences = new ArrayList<>();
    row.values()
        .forEach(
            (seed, value) -> {
              Double other = baseline.values().get(seed);
              if (other != null && Double.isFinite(value - other)) {
                differences.add(value - other);
              }
            });
    return Estimate.of(differences.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Verdict verdict(
      Optional<Estimate> difference, Optional<Double> probability, Goal goal) {
    if (probability.isEmpty() || probability.get() >= LEVEL) {
      return Verdict.INCONCLUSIVE;
    }
    return goal.prefers(difference.orElseThrow().mean(), 0) ? Verdict.BETTER : Verdict.WORSE;
  }

  private static int best(List<Estimate> estimates, Goal goal) {
    int best = -1;
    for (int i = 0; i < estimates.size(); i++) {
      double mean = estimates.get(i).mean();
      if (Double.isFinite(mean) && (best < 0 || goal.prefers(mean, estimates.get(best).mean()))) {
        best = i;
      }
    }
    return best;
  }

  /** The row that the others are held against. */
  public Optional<Row> baseline() {
    return rows.stream()
        .filter(row -> row.verdict().equals(Optional.of(Verdict.BASELINE)))
        .findFirst();
  }

  /** How the figures came about, a sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        seeds.isEmpty()
            ? "Each row is one run: there is no axis of seeds, so nothing can be said about chance."
            : "Mean over "
                + seeds
                + "; intervals are of 95%, by Student's t over the n seeds; none with n = 1.");
    long comparisons = rows.stream().filter(row -> row.probability().isPresent()).count();
    if (baseline().isPresent()) {
      notes.add(
          "Differences are of runs with the same "
              + (seeds.isEmpty() ? "parameters" : seeds)
              + ", with the 95% interval of each comparison by itself; "
              + (goal == Goal.MAXIMUM ? "more" : "less")
              + " is better.");
      notes.add(
          comparisons == 0
              ? "No verdict is possible: a comparison needs two seeds in common."
              : "Verdicts: paired t-test, two-sided at 0.05, corrected with Holm's method for "
                  + comparisons
                  + (comparisons == 1 ? " comparison." : " comparisons.")
                  + " The best row is the best of "
                  + rows.size()
                  + " by its mean, which flatters it.");
    }
    long missing =
        rows.stream().mapToLong(row -> row.measured().asked() - row.estimate().count()).sum();
    if (missing > 0) {
      notes.add(
          missing
              + (missing == 1 ? " run has" : " runs have")
              + " no value: not begun, failed, or without this metric.");
    }
    return notes;
  }
}

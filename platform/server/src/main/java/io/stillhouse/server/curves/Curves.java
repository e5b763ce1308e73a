package io.stillhouse.server.curves;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.CurveQuery;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names;
import io.stillhouse.v1.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Curves from the index. */
public final class Curves {
  private static final int MOST_RUNS = 50;
  private static final int MOST_NAMES = 50;
  private static final int MOST_POINTS = 10_000;
  private static final int FEWEST_POINTS = 8;
  private static final int USUAL_POINTS = 500;

  private final RunStore index;

  /** From an index. */
  public Curves(RunStore index) {
    this.index = index;
  }

  /** The runs that a request names, checked. */
  public static List<RunLayout> runs(List<String> names) {
    if (names.isEmpty() || names.size() > MOST_RUNS) {
      throw ApiException.invalid("runs", "names 1 to " + MOST_RUNS + " runs, not " + names.size());
    }
    List<RunLayout> runs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      runs.add(Names.run("runs[" + i + "]", names.get(i)));
    }
    return runs;
  }

  /**
   * Curves of runs.
   *
   * @param steps only of these steps; empty: of all
   * @param names only these curves; empty: all
   * @param maxPoints how many points each has at most; 0: as many as usual
   */
  public List<Curve> of(
      List<RunLayout> runs, List<String> steps, List<String> names, int maxPoints) {
    if (names.size() > MOST_NAMES) {
      throw ApiException.invalid("metrics", "at most " + MOST_NAMES + " at once");
    }
    if (maxPoints != 0 && (maxPoints < FEWEST_POINTS || maxPoints > MOST_POINTS)) {
      throw ApiException.invalid(
          "max_points", "is " + FEWEST_POINTS + " to " + MOST_POINTS + ", not " + maxPoints);
    }
    List<Curve> curves = new ArrayList<>();
    for (io.stillhouse.runstore.view.Curve curve :
        index.curves(
            new CurveQuery(
                runs,
                Set.copyOf(steps),
                Set.copyOf(names),
                maxPoints == 0 ? USUAL_POINTS : maxPoints,
                Long.MIN_VALUE,
                Long.MAX_VALUE))) {
      Curve.Builder message =
          Curve.newBuilder()
              .setRun(curve.run().name())
              .setStep(curve.step())
              .setMetric(curve.name())
              .setTotalPoints(curve.total());
      for (int i = 0; i < curve.points().size(); i++) {
        message
            .addSteps(curve.points().position(i))
            .addTimes(curve.points().time(i))
            .addValues(curve.points().value(i));
      }
      curves.add(message.build());
    }
    return curves;
  }
}

package io.stillhouse.runstore;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.view.ArtifactSummary;
import io.stillhouse.runstore.view.Curve;
import io.stillhouse.runstore.view.CurveQuery;
import io.stillhouse.runstore.view.Lineage;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunSummary;
import io.stillhouse.runstore.view.StepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything that an index answers, as lines that can be compared. */
final class Answers {

  private Answers() {}

  static List<String> of(RunStore index) {
    List<String> lines = new ArrayList<>();
    List<RunLayout> runs =
        index
            .list(RunQuery.newest(1000).withColumns("metrics.loss", "steps.a.state"))
            .runs()
            .stream()
            .map(
                run -> {
                  lines.add(withoutSequence(run.toString()));
                  return run.run();
                })
            .toList();
    for (RunDetails run : index.details(runs)) {
      lines.add(withoutSequence(run.toString()));
      for (StepSummary step : run.steps()) {
        for (ArtifactSummary output : step.outputs()) {
          for (Lineage.Direction direction : Lineage.Direction.values()) {
            lines.add(index.lineage(output.reference().getPath(), direction, 100).toString());
          }
        }
      }
    }
    for (Curve curve : index.curves(CurveQuery.of(runs, Set.of(), 100_000))) {
      lines.add(curve.toString());
    }
    lines.add(index.curveNames(runs).toString());
    lines.add(index.experiments().toString());
    lines.add(index.pipelines().toString());
    lines.add(index.metricNames() + " " + index.parameterNames() + " " + index.labelNames());
    lines.add(index.labelValues("name").toString());
    lines.add(index.damage().toString());
    return lines;
  }

  /** Changes are counted differently by those who saw more of them. */
  private static String withoutSequence(String text) {
    return text.replaceAll("sequence=\\d+", "sequence=?");
  }

  static RunSummary only(RunStore index, RunLayout run) {
    return index.run(run).orElseThrow().summary();
  }
}

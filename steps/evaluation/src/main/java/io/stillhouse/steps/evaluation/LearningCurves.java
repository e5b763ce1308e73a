package io.stillhouse.steps.evaluation;

import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.StepContext;
import io.stillhouse.steps.evaluation.report.Curve;
import io.stillhouse.steps.evaluation.report.StageCurves;
import io.stillhouse.training.modelfile.CurvePoint;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.TrainingHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads how every stage of the run learnt. */
final class LearningCurves {
  private LearningCurves() {}

  /** The models' own curves, those of further stages before the student's. */
  static List<StageCurves> of(List<ModelInput> models, StepContext context) throws IOException {
    List<StageCurves> stages = new ArrayList<>();
    for (ModelInput model : models.subList(0, models.size() - 1)) {
      stages.add(stage(model.name(), model.directory()));
    }
    for (InputArtifact artifact : context.inputs("stages")) {
      stages.add(stage(artifact.producer(), artifact.directory()));
    }
    ModelInput student = models.get(models.size() - 1);
    stages.add(stage(student.name(), student.directory()));
    return stages;
  }

  private static StageCurves stage(String name, Path directory) throws IOException {
    TrainingHistory history = ModelFolder.history(directory);
    List<Curve> curves = new ArrayList<>();
    history
        .curves()
        .forEach(
            (curve, points) ->
                curves.add(
                    new Curve(
                        curve,
                        points.stream().mapToDouble(CurvePoint::step).toArray(),
                        points.stream().mapToDouble(CurvePoint::value).toArray())));
    return new StageCurves(name, curves);
  }
}

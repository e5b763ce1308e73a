package io.stillhouse.steps.datasetprep;

import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.training.data.DatasetInfo;
import java.util.stream.Collectors;

/** Decodes a labelled image dataset into uint8 shards: the step {@code dataset-prep}. */
public final class DatasetPrep implements Step {
  public static void main(String[] arguments) {
    // Nothing is shown on a screen, and a container has none.
    System.setProperty("java.awt.headless", "true");
    System.exit(StepMain.execute(new DatasetPrep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    PreparationRequest request = PreparationRequest.of(context);
    OutputArtifact output = context.output(Preparation.OUTPUT);
    Preparation preparation = new Preparation(request, context);
    DatasetInfo info = preparation.run();
    output.metadata("name", info.name());
    output.metadata("task", info.task().jsonName());
    output.metadata("classes", Integer.toString(info.classes().size()));
    output.metadata("image", "%dx%dx%d".formatted(info.height(), info.width(), info.channels()));
    info.splits().forEach((name, split) -> output.metadata(name, Integer.toString(split.count())));
    if (preparation.defects() > 0) {
      output.metadata("quarantined", Integer.toString(preparation.defects()));
      context
          .reporter()
          .warn("%d images were set aside: see quarantine.csv".formatted(preparation.defects()));
    }
    context
        .reporter()
        .info(
            info.splits().entrySet().stream()
                .map(split -> split.getValue().count() + " " + split.getKey())
                .collect(Collectors.joining(", ", info.name() + ": ", " images")));
  }
}

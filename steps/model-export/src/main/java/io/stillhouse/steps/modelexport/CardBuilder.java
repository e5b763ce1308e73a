package io.stillhouse.steps.modelexport;

import io.stillhouse.step.Lineage;
import io.stillhouse.step.StepContext;
import io.stillhouse.steps.modelexport.card.CardFile;
import io.stillhouse.steps.modelexport.card.MeasuredFigures;
import io.stillhouse.steps.modelexport.card.ModelCard;
import io.stillhouse.steps.modelexport.check.Agreement;
import io.stillhouse.steps.modelexport.onnx.OnnxModel;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts the card together.
 *
 * @param context tells what the model was made from
 * @param settings what was asked for
 * @param description of what is exported
 */
record CardBuilder(StepContext context, ExportSettings settings, ModelDescription description) {

  ModelCard build(
      Path folder, MeasuredFigures measured, Agreement agreement, ModelCard.Latencies latencies)
      throws IOException {
    List<CardFile> files =
        List.of(
            CardFile.of(folder.resolve(ModelExport.ONNX_FILE), "the model for ONNX Runtime"),
            CardFile.of(folder.resolve(ModelFolder.WEIGHTS), "the trained weights"),
            CardFile.of(
                folder.resolve(ModelDescription.FILE_NAME), "which network the weights belong to"));
    String architecture =
        description.branches() == null
            ? description.architecture()
            : String.join(" + ", description.branches());
    return new ModelCard(
        settings.name().orElse(architecture + ", " + measured.dataset()),
        settings.intendedUse().orElse(null),
        new ModelCard.Model(
            description.architecture(),
            description.branches(),
            description.task().jsonName(),
            description.classes(),
            description.parameters(),
            description.macs(),
            description.temperature()),
        new ModelCard.Input(
            description.channels(),
            description.height(),
            description.width(),
            description.mean(),
            description.standardDeviation()),
        files,
        measured,
        new ModelCard.Onnx(OnnxModel.OPSET, OnnxModel.IR_VERSION, settings.tolerance(), agreement),
        latencies,
        origins());
  }

  private ModelCard.Origins origins() {
    Lineage lineage = context.lineage();
    return new ModelCard.Origins(
        context.input("model").digest(),
        settings.branch().isPresent() ? settings.branch().getAsInt() : null,
        context.input("dataset").digest(),
        lineage.steps().stream().map(Lineages::origin).toList(),
        lineage.untold());
  }
}

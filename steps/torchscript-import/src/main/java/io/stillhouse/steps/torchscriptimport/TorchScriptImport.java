package io.stillhouse.steps.torchscriptimport;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.steptraining.TrainingFailures;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.RowRange;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.inference.BranchInference;
import io.stillhouse.training.inference.InferenceThread;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.torchscript.ModuleContract;
import io.stillhouse.training.torchscript.TorchScriptModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Makes a Model of a TorchScript module, once it has answered for some training images of the
 * dataset that it is to label.
 */
public final class TorchScriptImport implements Step {
  private static final int BATCH_SIZE = 64;

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new TorchScriptImport(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(() -> importModule(context));
  }

  private static void importModule(StepContext context) throws IOException {
    ImageDataset dataset = ImageDataset.open(context.input("dataset").directory());
    DatasetInfo info = dataset.info();
    Split train =
        dataset
            .findSplit(DatasetInfo.TRAIN)
            .orElseThrow(
                () -> new InvalidInputException("the dataset has no images in split 'train'"));
    ModuleContract contract = ModuleSettings.read(context.parameters(), info);
    Path file = context.source("source");
    try (InferenceThread ignored = InferenceThread.enter();
        NDManager manager = NDManager.newBaseManager();
        TorchScriptModule module =
            TorchScriptModule.load(
                file, contract, info.task(), info.mean(), info.standardDeviation(), manager)) {
      Probe probe = probe(context, module, train, manager);
      probe.requireMeaning(contract);
      if (info.task() == Task.MULTICLASS) {
        tell(context, probe);
      }
      write(context, info, module, file, contract);
    }
  }

  private static Probe probe(
      StepContext context, TorchScriptModule module, Split train, NDManager manager) {
    int count = Math.min(context.parameters().integer("probeImages"), train.size());
    List<float[]> logits =
        new BranchInference(train, BATCH_SIZE)
            .logits(module, new RowRange(0, count), manager, images -> {});
    return new Probe(train, count, logits.get(0));
  }

  private static void tell(StepContext context, Probe probe) {
    context.result("probe.accuracy", probe.accuracy());
    if (probe.accuracy() <= probe.accuracyOfGuessing()) {
      context
          .reporter()
          .warn(
              String.format(
                  Locale.ROOT,
                  "The module is right on %.1f%% of %d training images, no more than always saying the most frequent class:"
                      + " look at outputClasses, mean, standardDeviation, height and width",
                  100 * probe.accuracy(),
                  probe.count()));
    }
  }

  private static void write(
      StepContext context,
      DatasetInfo dataset,
      TorchScriptModule module,
      Path file,
      ModuleContract contract)
      throws IOException {
    OutputArtifact output = context.output("model");
    ModelDescription description =
        ModelDescription.of(dataset, List.of(ModelDescription.TORCHSCRIPT), 0)
            .ofSize(module.parameterCount(), context.parameters().longInteger("macs"));
    ModelFolder.writeModule(output.directory(), description, file, contract);
    output.metadata("architecture", description.architecture());
    output.metadata("parameters", Long.toString(description.parameters()));
  }
}

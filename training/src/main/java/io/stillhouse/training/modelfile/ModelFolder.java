package io.stillhouse.training.modelfile;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.network.BranchedClassifier;
import io.stillhouse.training.network.BranchedSpec;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.NetworkSpec;
import io.stillhouse.training.network.Scorer;
import io.stillhouse.training.torchscript.ModuleContract;
import io.stillhouse.training.torchscript.TorchScriptModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The folder of a Model artifact. */
public final class ModelFolder {
  /** Name of the weights' file. */
  public static final String WEIGHTS = "weights.safetensors";

  /** Name of the learning curves' file. */
  public static final String HISTORY = "history.json";

  /** Name of a TorchScript module's file, in a model that has one instead of weights. */
  public static final String MODULE = "module.pt";

  /** Name of the file that says how the module is fed. */
  public static final String MODULE_CONTRACT = "module.json";

  private ModelFolder() {}

  /** Writes a network into an existing folder. The same network gives the same bytes. */
  public static void write(
      Path directory, ModelDescription description, Network network, TrainingHistory history)
      throws IOException {
    WeightFile.write(directory.resolve(WEIGHTS), network.parameters().arrays());
    Files.writeString(directory.resolve(HISTORY), history.toJson());
    Files.writeString(directory.resolve(ModelDescription.FILE_NAME), description.toJson());
  }

  /**
   * Writes a TorchScript module into an existing folder, as a model that can be asked but not
   * trained.
   *
   * @param description whose architecture is {@link ModelDescription#TORCHSCRIPT}
   */
  public static void writeModule(
      Path directory, ModelDescription description, Path module, ModuleContract contract)
      throws IOException {
    Files.copy(module, directory.resolve(MODULE));
    Files.writeString(directory.resolve(MODULE_CONTRACT), contract.toJson());
    Files.writeString(directory.resolve(HISTORY), TrainingHistory.empty().toJson());
    Files.writeString(directory.resolve(ModelDescription.FILE_NAME), description.toJson());
  }

  /** The file with the model's numbers, be it weights or a module. */
  public static Path weights(Path directory, ModelDescription description) {
    return directory.resolve(description.isTorchScript() ? MODULE : WEIGHTS);
  }

  /**
   * Reads what a model is.
   *
   * @throws ModelFileException when the file is missing or says something impossible
   */
  public static ModelDescription description(Path directory) throws IOException {
    return ModelDescription.fromJson(text(directory, ModelDescription.FILE_NAME));
  }

  /**
   * Reads the learning curves.
   *
   * @throws ModelFileException when the file is missing or not sound
   */
  public static TrainingHistory history(Path directory) throws IOException {
    return TrainingHistory.fromJson(text(directory, HISTORY));
  }

  /**
   * Builds the network and gives it the stored weights.
   *
   * @param manager parent of the network's own manager
   * @throws ModelFileException naming every tensor that is missing, superfluous or misshapen
   */
  public static Network load(Path directory, NDManager manager) throws IOException {
    Network network = create(description(directory), manager, 0);
    try {
      loadInto(directory, network, manager);
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /**
   * Builds the network with the stored weights for inference alone: batch normalisation is folded
   * into the layers before it.
   *
   * @param manager parent of the network's own manager
   * @throws ModelFileException as {@link #load} does
   */
  public static Network loadFolded(Path directory, NDManager manager) throws IOException {
    try (Network trained = load(directory, manager)) {
      return trained.foldedForInference();
    }
  }

  /**
   * Loads what answers for the model, be it a network, as {@link #loadFolded} does, or a
   * TorchScript module.
   *
   * @param manager parent of its own manager
   * @throws ModelFileException as {@link #load} does
   * @throws io.stillhouse.training.TrainingInputException when the module cannot be loaded
   */
  public static Scorer scorer(Path directory, NDManager manager) throws IOException {
    ModelDescription description = description(directory);
    if (!description.isTorchScript()) {
      return loadFolded(directory, manager);
    }
    return TorchScriptModule.load(
        directory.resolve(MODULE),
        ModuleContract.fromJson(text(directory, MODULE_CONTRACT)),
        description.task(),
        description.mean(),
        description.standardDeviation(),
        manager);
  }

  /**
   * Gives a network that exists the stored weights.
   *
   * @param manager parent of a manager for the time of loading
   * @throws ModelFileException naming every tensor that is missing, superfluous or misshapen; the
   *     network is then unchanged
   */
  public static void loadInto(Path directory, Network network, NDManager manager)
      throws IOException {
    try (NDManager loading = manager.newSubManager()) {
      Map<String, NDArray> weights = WeightFile.read(directory.resolve(WEIGHTS), loading);
      network.parameters().load(weights);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException("The model in %s: %s".formatted(directory, e.getMessage()), e);
    }
  }

  /**
   * Builds the network that a description tells of, with fresh weights.
   *
   * @param seed of the weights
   * @throws ModelFileException when there is no such architecture
   */
  public static Network create(ModelDescription description, NDManager manager, long seed) {
    if (description.isTorchScript()) {
      throw new ModelFileException(
          "A TorchScript module has no layers that are known here: it gives soft labels and can be"
              + " evaluated, but neither trained, exported nor explained, and it gives no hints");
    }
    try {
      if (description.branches() == null) {
        return Classifier.create(
            new NetworkSpec(
                description.architecture(),
                description.height(),
                description.width(),
                description.channels(),
                description.classes().size()),
            description.seen(),
            manager,
            seed);
      }
      return BranchedClassifier.create(
          new BranchedSpec(
              List.copyOf(description.branches()),
              Objects.requireNonNull(description.sharedStages()),
              description.height(),
              description.width(),
              description.channels(),
              description.classes().size()),
          manager,
          seed);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException("The network cannot be built: " + e.getMessage(), e);
    }
  }

  private static String text(Path directory, String name) throws IOException {
    try {
      return Files.readString(directory.resolve(name));
    } catch (NoSuchFileException e) {
      throw new ModelFileException(
          "%s has no %s: it is not a Model artifact".formatted(directory, name), e);
    }
  }
}

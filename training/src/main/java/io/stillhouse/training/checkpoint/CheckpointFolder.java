package io.stillhouse.training.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.stillhouse.training.modelfile.ModelFileException;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.modelfile.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's files: {@code state.json}, {@code history.json}, {@code weights.safetensors}
 * (buffers included), {@code momentum.safetensors} and, when a best epoch is kept, {@code
 * best.safetensors}. A folder is complete or not there: whoever keeps it commits it as a whole.
 */
public final class CheckpointFolder {
  private static final String STATE = "state.json";
  private static final String HISTORY = "history.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String MOMENTUM = "momentum.safetensors";
  private static final String BEST = "best.safetensors";
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

  private CheckpointFolder() {}

  /**
   * What was read.
   *
   * @param state everything but arrays
   * @param weights parameters and buffers by name
   * @param momentum the optimiser's velocities by parameter name
   * @param best the best epoch's parameters and buffers, empty when none is kept
   */
  public record Contents(
      TrainingState state,
      Map<String, NDArray> weights,
      Map<String, NDArray> momentum,
      Map<String, NDArray> best) {}

  /** Writes the files into an existing, empty folder. The arrays stay open. */
  public static void write(
      Path directory,
      TrainingState state,
      Map<String, NDArray> weights,
      Map<String, NDArray> momentum,
      Map<String, NDArray> best)
      throws IOException {
    WeightFile.write(directory.resolve(WEIGHTS), weights);
    WeightFile.write(directory.resolve(MOMENTUM), momentum);
    if (!best.isEmpty()) {
      WeightFile.write(directory.resolve(BEST), best);
    }
    Files.writeString(directory.resolve(HISTORY), state.history().toJson());
    Files.writeString(directory.resolve(STATE), GSON.toJson(Text.of(state)) + "\n");
  }

  /**
   * Reads the files of a folder.
   *
   * @param manager owns the arrays
   * @throws CheckpointException when a file is missing or not sound
   */
  public static Contents read(Path directory, NDManager manager) {
    try {
      TrainingHistory history =
          TrainingHistory.fromJson(Files.readString(directory.resolve(HISTORY)));
      Text text = GSON.fromJson(Files.readString(directory.resolve(STATE)), Text.class);
      Path best = directory.resolve(BEST);
      return new Contents(
          text.state(history),
          WeightFile.read(directory.resolve(WEIGHTS), manager),
          WeightFile.read(directory.resolve(MOMENTUM), manager),
          Files.exists(best) ? WeightFile.read(best, manager) : new LinkedHashMap<>());
    } catch (IOException | JsonParseException | ModelFileException | IllegalArgumentException e) {
      throw new CheckpointException(
          "The checkpoint in %s is not readable (%s); delete it to start again"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /** The state without its history, as {@code state.json} has it. */
  private record Text(
      String fingerprint,
      long sequence,
      TrainingPosition position,
      RunningMean window,
      RunningMean epochLoss,
      double lastEpochLoss,
      @Nullable BestEpoch best) {

    static Text of(TrainingState state) {
      return new Text(
          state.fingerprint(),
          state.sequence(),
          state.position(),
          state.window(),
          state.epochLoss(),
          state.lastEpochLoss(),
          state.best());
    }

    TrainingState state(TrainingHistory history) {
      return new TrainingState(
          fingerprint, sequence, position, window, epochLoss, lastEpochLoss, best, history);
    }
  }
}

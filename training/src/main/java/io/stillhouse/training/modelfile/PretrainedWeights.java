package io.stillhouse.training.modelfile;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileReader;
import io.stillhouse.training.tensorfile.TensorFormatException;
import io.stillhouse.training.tensorfile.TensorInfo;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights of a network that was trained elsewhere: a safetensors file of float32 tensors under the
 * network's own names, which are torchvision's ({@code save_file(model.state_dict(), path)}).
 */
public final class PretrainedWeights {
  /** Steps that PyTorch's BatchNorm counts; of no use here. */
  private static final String COUNTER = ".num_batches_tracked";

  /** So many problems are told in full; a file of another network has hundreds. */
  private static final int PROBLEMS_TOLD = 40;

  /** What becomes of the linear layer that gives the logits. */
  public enum Head {
    /** It is loaded as all others are. */
    LOADED,
    /** It keeps its fresh weights, whatever the file has: for other classes. */
    NEW
  }

  private PretrainedWeights() {}

  /**
   * Gives a network the file's weights, running statistics included.
   *
   * @param manager parent of a manager for the time of loading
   * @throws ModelFileException naming every tensor that is missing, superfluous, misshapen or of
   *     another type; the network is then unchanged
   */
  public static void loadInto(Path file, Classifier network, Head head, NDManager manager)
      throws IOException {
    TensorFileReader reader = open(file);
    Set<String> fresh =
        head == Head.NEW ? Set.copyOf(network.outputParameters().names()) : Set.of();
    List<String> problems = problems(reader, network, fresh);
    if (!problems.isEmpty()) {
      throw new ModelFileException(message(file, network, problems));
    }
    try (NDManager loading = manager.newSubManager()) {
      Map<String, NDArray> values = new LinkedHashMap<>();
      for (Parameter parameter : network.parameters()) {
        String name = parameter.name();
        values.put(
            name, fresh.contains(name) ? parameter.array() : array(reader, parameter, loading));
      }
      network.parameters().load(values);
    }
  }

  private static TensorFileReader open(Path file) throws IOException {
    try {
      return TensorFileReader.open(file);
    } catch (NoSuchFileException e) {
      throw new ModelFileException("There is no file %s of initial weights".formatted(file), e);
    } catch (TensorFormatException e) {
      throw new ModelFileException(e.getMessage() + "; initial weights are a .safetensors file", e);
    }
  }

  private static List<String> problems(
      TensorFileReader reader, Classifier network, Set<String> fresh) {
    List<String> problems = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      String name = parameter.name();
      if (fresh.contains(name)) {
        continue;
      }
      if (!reader.contains(name)) {
        problems.add(name + " is missing");
        continue;
      }
      TensorInfo info = reader.info(name);
      if (info.type() != ElementType.FLOAT32) {
        problems.add("%s is %s instead of F32".formatted(name, info.type().formatName()));
      }
      Shape shape = new Shape(info.shape());
      if (!shape.equals(parameter.array().getShape())) {
        problems.add(
            "%s has shape %s instead of %s".formatted(name, shape, parameter.array().getShape()));
      }
    }
    Set<String> known = Set.copyOf(network.parameters().names());
    for (String name : reader.names()) {
      if (!known.contains(name) && !name.endsWith(COUNTER)) {
        problems.add(name + " is not part of this network");
      }
    }
    return problems;
  }

  private static String message(Path file, Classifier network, List<String> problems) {
    int told = Math.min(PROBLEMS_TOLD, problems.size());
    StringBuilder message =
        new StringBuilder(
            "The weights in %s do not fit a %s of %d classes: %s"
                .formatted(
                    file,
                    network.spec().architecture(),
                    network.spec().classes(),
                    String.join("; ", problems.subList(0, told))));
    if (told < problems.size()) {
      message.append("; and ").append(problems.size() - told).append(" more");
    }
    List<String> output = network.outputParameters().names();
    if (problems.stream().allMatch(problem -> output.stream().anyMatch(problem::startsWith))) {
      message.append(". Set newHead to true to start with a new head for these classes");
    }
    return message.toString();
  }

  private static NDArray array(TensorFileReader reader, Parameter parameter, NDManager manager) {
    float[] values = new float[Math.toIntExact(parameter.array().size())];
    reader.bytes(parameter.name()).asFloatBuffer().get(values);
    return manager.create(values, parameter.array().getShape());
  }
}

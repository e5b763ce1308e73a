package io.stillhouse.training.modelfile;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.network.ImageRegion;
import io.stillhouse.training.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.json} says: everything needed to build the network and to feed it.
 *
 * @param architecture the network as a definition writes it, {@code resnet8}; of a branched network
 *     its distinct branches joined by {@code +}
 * @param task what its outputs say
 * @param classes class names in label order, one or more
 * @param height input height in pixels, 1 or more
 * @param width input width in pixels, 1 or more
 * @param channels input channels, 1 or more
 * @param mean per channel, of pixel / 255 over the train split; subtracted from the input
 * @param standardDeviation per channel, of pixel / 255; above 0; the input is divided by it
 * @param branches the branches' architectures, or null for a plain network
 * @param sharedStages stages after the stem that all branches share, or null for a plain network
 * @param temperature divides the logits for calibrated probabilities; above 0, 1 when nobody
 *     calibrated
 * @param parameters trainable scalars, 0 or more
 * @param macs multiply-accumulate operations of one image's forward pass, 0 where nobody knows
 * @param region the part of an image that the network looks at, or null for the whole; of plain
 *     networks only
 */
public record ModelDescription(
    String architecture,
    Task task,
    List<String> classes,
    int height,
    int width,
    int channels,
    List<Double> mean,
    List<Double> standardDeviation,
    @Nullable List<String> branches,
    @Nullable Integer sharedStages,
    double temperature,
    long parameters,
    long macs,
    @Nullable ImageRegion region) {

  /** The architecture of a module that was built elsewhere. */
  public static final String TORCHSCRIPT = "torchscript";

  /** The file's name within a Model artifact. */
  public static final String FILE_NAME = "model.json";

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .registerTypeAdapter(Task.class, new TaskAdapter())
          .create();

  // Every problem is collected, so that a broken file is mended in one go.
  public ModelDescription {
    List<String> problems = new ArrayList<>();
    if (architecture == null || architecture.isEmpty()) {
      problems.add("architecture is missing");
    }
    if (task == null) {
      problems.add("task is missing");
    }
    if (classes == null || classes.isEmpty()) {
      problems.add("classes are missing");
    }
    if (height < 1 || width < 1 || channels < 1) {
      problems.add(
          String.format("an image of %d x %d x %d has no pixels", height, width, channels));
    }
    if (mean == null || mean.size() != channels) {
      problems.add("mean does not have one value a channel");
    }
    if (standardDeviation == null || standardDeviation.size() != channels) {
      problems.add("standardDeviation does not have one value a channel");
    } else if (standardDeviation.stream().anyMatch(value -> !(value > 0))) {
      problems.add("a standardDeviation is not above 0");
    }
    if ((branches == null) != (sharedStages == null)) {
      problems.add("branches and sharedStages only occur together");
    }
    if (branches != null && branches.isEmpty()) {
      problems.add("branches are an empty list; a plain network has no key branches");
    }
    if (region != null && branches != null) {
      problems.add("a region is for plain networks, not for branches");
    }
    if (!(temperature > 0)) {
      problems.add("temperature is " + temperature + ", not above 0");
    }
    if (!problems.isEmpty()) {
      throw new ModelFileException("model.json: " + String.join("; ", problems));
    }
    classes = List.copyOf(classes);
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    branches = branches == null ? null : List.copyOf(branches);
  }

  /** A model that looks at whole images. */
  public ModelDescription(
      String architecture,
      Task task,
      List<String> classes,
      int height,
      int width,
      int channels,
      List<Double> mean,
      List<Double> standardDeviation,
      @Nullable List<String> branches,
      @Nullable Integer sharedStages,
      double temperature,
      long parameters,
      long macs) {
    this(
        architecture,
        task,
        classes,
        height,
        width,
        channels,
        mean,
        standardDeviation,
        branches,
        sharedStages,
        temperature,
        parameters,
        macs,
        null);
  }

  /** Whether the model is a TorchScript module instead of one of our networks. */
  public boolean isTorchScript() {
    return architecture.equals(TORCHSCRIPT);
  }

  /** The part of an image that the network looks at. */
  public ImageRegion seen() {
    return region == null ? ImageRegion.WHOLE : region;
  }

  /** The same model looking at a region of its images. */
  public ModelDescription lookingAt(ImageRegion part) {
    return with(temperature, parameters, macs, part.isWhole() ? null : part);
  }

  /** The architectures of the branches of a branched network; empty for a plain one. */
  public Optional<List<String>> branchArchitectures() {
    return Optional.ofNullable(branches);
  }

  /**
   * A network for a dataset, before anything is known of its size.
   *
   * @param branches one architecture a branch; one alone makes a plain network
   * @param sharedStages stages after the stem that all branches share
   */
  public static ModelDescription of(DatasetInfo dataset, List<String> branches, int sharedStages) {
    boolean plain = branches.size() == 1;
    return new ModelDescription(
        branches.stream().distinct().collect(Collectors.joining("+")),
        dataset.task(),
        dataset.classes(),
        dataset.height(),
        dataset.width(),
        dataset.channels(),
        dataset.mean(),
        dataset.standardDeviation(),
        plain ? null : branches,
        plain ? null : sharedStages,
        1,
        0,
        0);
  }

  /**
   * One branch as a plain network of its own, not yet measured. The temperature calibrates the mean
   * of all branches, so the branch is not calibrated.
   */
  public ModelDescription ofBranch(String branchArchitecture) {
    return new ModelDescription(
        branchArchitecture,
        task,
        classes,
        height,
        width,
        channels,
        mean,
        standardDeviation,
        null,
        null,
        1,
        0,
        0);
  }

  /** The same model with the size of its network. */
  public ModelDescription measured(Network network) {
    return ofSize(network.parameterCount(), network.macs());
  }

  /**
   * The same model with its size.
   *
   * @param trainable scalars, 0 or more
   * @param operations multiply-accumulates of one image's forward pass, 0 where nobody knows
   */
  public ModelDescription ofSize(long trainable, long operations) {
    return with(temperature, trainable, operations, region);
  }

  /**
   * Why the model cannot be used on a dataset, in words; empty when it can. Class names, sizes and
   * normalisation must be those that it was trained with.
   */
  public List<String> mismatches(DatasetInfo dataset) {
    List<String> problems = new ArrayList<>();
    addIfOther(problems, "task", task.jsonName(), dataset.task().jsonName());
    addIfOther(problems, "classes", classes, dataset.classes());
    addIfOther(
        problems,
        "images (height, width, channels)",
        List.of(height, width, channels),
        List.of(dataset.height(), dataset.width(), dataset.channels()));
    addIfOther(problems, "mean", mean, dataset.mean());
    addIfOther(problems, "standardDeviation", standardDeviation, dataset.standardDeviation());
    return problems;
  }

  /** Why weights of the other model are of no use here, in words; empty when they are. */
  public List<String> mismatches(ModelDescription other) {
    List<String> problems = new ArrayList<>();
    addIfOther(problems, "architecture", architecture, other.architecture);
    addIfOther(
        problems,
        "branches",
        branchArchitectures().orElse(List.of()),
        other.branchArchitectures().orElse(List.of()));
    addIfOther(
        problems,
        "sharedStages",
        Optional.ofNullable(sharedStages),
        Optional.ofNullable(other.sharedStages));
    addIfOther(problems, "number of classes", classes.size(), other.classes.size());
    return problems;
  }

  private static void addIfOther(List<String> problems, String what, Object ours, Object theirs) {
    if (!ours.equals(theirs)) {
      problems.add("%s: %s against %s".formatted(what, ours, theirs));
    }
  }

  /** The same model with another calibrated temperature. */
  public ModelDescription withTemperature(double calibrated) {
    return with(calibrated, parameters, macs, region);
  }

  private ModelDescription with(
      double calibrated, long trainable, long operations, @Nullable ImageRegion part) {
    return new ModelDescription(
        architecture,
        task,
        classes,
        height,
        width,
        channels,
        mean,
        standardDeviation,
        branches,
        sharedStages,
        calibrated,
        trainable,
        operations,
        part);
  }

  /** The text of {@code model.json}. */
  public String toJson() {
    return GSON.toJson(this) + "\n";
  }

  /**
   * Reads the text of {@code model.json}.
   *
   * @throws ModelFileException naming everything that is wrong with it
   */
  public static ModelDescription fromJson(String json) {
    try {
      ModelDescription description = GSON.fromJson(json, ModelDescription.class);
      if (description == null) {
        throw new ModelFileException("model.json is empty");
      }
      return description;
    } catch (JsonParseException e) {
      throw new ModelFileException("model.json is not readable: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // Gson wraps what a record's constructor or an adapter throws.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ModelFileException problem) {
          throw problem;
        }
        if (cause instanceof IllegalArgumentException problem) {
          throw new ModelFileException("model.json: " + problem.getMessage(), problem);
        }
      }
      throw e;
    }
  }

  private static final class TaskAdapter extends TypeAdapter<Task> {
    @Override
    public void write(JsonWriter out, Task task) throws IOException {
      out.value(task.jsonName());
    }

    @Override
    public Task read(JsonReader in) throws IOException {
      try {
        return Task.ofJsonName(in.nextString());
      } catch (IllegalArgumentException e) {
        throw new ModelFileException("model.json: " + e.getMessage(), e);
      }
    }
  }
}

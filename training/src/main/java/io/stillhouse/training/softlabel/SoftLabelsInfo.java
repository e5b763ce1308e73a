package io.stillhouse.training.softlabel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.data.ViewSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code soft-labels.json} says.
 *
 * @param teacher the teacher's name, by which branches refer to it
 * @param architecture the teacher's architecture
 * @param classes number of logits, 1 or more
 * @param task what the logits are of: softmax classes or independent labels
 * @param views views of each training image, 1 or more; the validation split has one plain view
 * @param viewSeed seed of the views
 * @param augmentation how far the views vary
 * @param topK stored logits of a view, 1 .. classes, or 0 for all of them
 * @param temperature the teacher's calibrated temperature, above 0; 1 when it was not calibrated
 * @param splits the shards of each split, in the order of the dataset's shards
 */
public record SoftLabelsInfo(
    String teacher,
    String architecture,
    int classes,
    Task task,
    int views,
    long viewSeed,
    Augmentation augmentation,
    int topK,
    double temperature,
    Map<String, List<ShardInfo>> splits) {

  /** The file's name within a SoftLabels artifact. */
  public static final String FILE_NAME = "soft-labels.json";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  public SoftLabelsInfo {
    List<String> problems = new ArrayList<>();
    if (teacher.isEmpty()) {
      problems.add("teacher has no name");
    }
    if (classes < 1 || classes > 1 + Short.MAX_VALUE) {
      problems.add("classes is " + classes + ", not 1 .. 32768");
    }
    if (views < 1) {
      problems.add("views is " + views + ", not 1 or more");
    }
    if (topK < 0 || topK > classes) {
      problems.add("topK is " + topK + ", not 0 .. " + classes);
    }
    if (topK > 0 && task == Task.MULTILABEL) {
      problems.add("topK has no meaning for independent labels; store all logits");
    }
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      problems.add("temperature is " + temperature + ", not a number above 0");
    }
    if (!problems.isEmpty()) {
      throw new SoftLabelsException(FILE_NAME + ": " + String.join("; ", problems));
    }
    Map<String, List<ShardInfo>> copy = new LinkedHashMap<>();
    splits.forEach((name, shards) -> copy.put(name, List.copyOf(shards)));
    splits = Collections.unmodifiableMap(copy);
  }

  /** The views that the logits were computed on. */
  public ViewSampler viewSampler() {
    return new ViewSampler(viewSeed, augmentation);
  }

  /** The same soft labels with another calibrated temperature. */
  public SoftLabelsInfo withTemperature(double calibrated) {
    return new SoftLabelsInfo(
        teacher,
        architecture,
        classes,
        task,
        views,
        viewSeed,
        augmentation,
        topK,
        calibrated,
        splits);
  }

  /** Writes the file into a folder. */
  public void write(Path directory) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("teacher", teacher);
    json.addProperty("architecture", architecture);
    json.addProperty("classes", classes);
    json.addProperty("task", task.jsonName());
    json.addProperty("views", views);
    json.addProperty("viewSeed", viewSeed);
    json.addProperty("padding", augmentation.padding());
    json.addProperty("flip", augmentation.flip());
    json.addProperty("topK", topK);
    json.addProperty("temperature", temperature);
    JsonObject bySplit = new JsonObject();
    splits.forEach(
        (name, shards) -> {
          JsonObject split = new JsonObject();
          split.add("shards", GSON.toJsonTree(shards));
          bySplit.add(name, split);
        });
    json.add("splits", bySplit);
    Files.writeString(directory.resolve(FILE_NAME), GSON.toJson(json) + "\n");
  }

  /**
   * Reads the file from a folder.
   *
   * @throws SoftLabelsException when it says something impossible
   */
  public static SoftLabelsInfo read(Path directory) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      Map<String, List<ShardInfo>> splits = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> split :
          member(json, "splits").getAsJsonObject().entrySet()) {
        List<ShardInfo> shards = new ArrayList<>();
        for (JsonElement element :
            member(split.getValue().getAsJsonObject(), "shards").getAsJsonArray()) {
          JsonObject shard = element.getAsJsonObject();
          shards.add(
              new ShardInfo(
                  member(shard, "file").getAsString(), member(shard, "count").getAsInt()));
        }
        splits.put(split.getKey(), shards);
      }
      return new SoftLabelsInfo(
          member(json, "teacher").getAsString(),
          member(json, "architecture").getAsString(),
          member(json, "classes").getAsInt(),
          Task.ofJsonName(member(json, "task").getAsString()),
          member(json, "views").getAsInt(),
          member(json, "viewSeed").getAsLong(),
          new Augmentation(member(json, "padding").getAsInt(), member(json, "flip").getAsBoolean()),
          member(json, "topK").getAsInt(),
          member(json, "temperature").getAsDouble(),
          splits);
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException e) {
      throw new SoftLabelsException(file + ": " + e.getMessage(), e);
    }
  }

  private static JsonElement member(JsonObject json, String key) {
    JsonElement value = json.get(key);
    if (value == null || value.isJsonNull()) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return value;
  }
}

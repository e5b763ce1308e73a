package io.stillhouse.training.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads and writes {@code dataset.json}. */
public final class DatasetJson {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private DatasetJson() {}

  /**
   * Reads the description of the dataset in a folder.
   *
   * @throws IOException naming the file when it is missing or says something impossible
   */
  public static DatasetInfo read(Path directory) throws IOException {
    Path file = directory.resolve(DatasetInfo.FILE_NAME);
    try {
      return parse(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Writes the description into a folder. */
  public static void write(DatasetInfo info, Path directory) throws IOException {
    Files.writeString(directory.resolve(DatasetInfo.FILE_NAME), GSON.toJson(json(info)) + "\n");
  }

  private static DatasetInfo parse(JsonObject json) {
    Map<String, SplitInfo> splits = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> split :
        required(json, "splits").getAsJsonObject().entrySet()) {
      try {
        splits.put(split.getKey(), parseSplit(split.getValue().getAsJsonObject()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "split '%s': %s".formatted(split.getKey(), e.getMessage()), e);
      }
    }
    return new DatasetInfo(
        required(json, "name").getAsString(),
        Task.ofJsonName(required(json, "task").getAsString()),
        list(json, "classes", JsonElement::getAsString),
        required(json, "height").getAsInt(),
        required(json, "width").getAsInt(),
        required(json, "channels").getAsInt(),
        splits,
        list(json, "mean", JsonElement::getAsDouble),
        list(json, "standardDeviation", JsonElement::getAsDouble));
  }

  private static SplitInfo parseSplit(JsonObject json) {
    return new SplitInfo(
        required(json, "count").getAsInt(),
        list(json, "classCounts", JsonElement::getAsInt),
        list(
            json,
            "shards",
            shard ->
                new ShardInfo(
                    required(shard.getAsJsonObject(), "file").getAsString(),
                    required(shard.getAsJsonObject(), "count").getAsInt())));
  }

  private static JsonObject json(DatasetInfo info) {
    JsonObject json = new JsonObject();
    json.addProperty("name", info.name());
    json.addProperty("task", info.task().jsonName());
    json.add("classes", GSON.toJsonTree(info.classes()));
    json.addProperty("height", info.height());
    json.addProperty("width", info.width());
    json.addProperty("channels", info.channels());
    JsonObject splits = new JsonObject();
    info.splits().forEach((name, split) -> splits.add(name, json(split)));
    json.add("splits", splits);
    json.add("mean", GSON.toJsonTree(info.mean()));
    json.add("standardDeviation", GSON.toJsonTree(info.standardDeviation()));
    return json;
  }

  private static JsonObject json(SplitInfo split) {
    JsonObject json = new JsonObject();
    json.addProperty("count", split.count());
    json.add("classCounts", GSON.toJsonTree(split.classCounts()));
    JsonArray shards = new JsonArray();
    for (ShardInfo shard : split.shards()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("file", shard.file());
      entry.addProperty("count", shard.count());
      shards.add(entry);
    }
    json.add("shards", shards);
    return json;
  }

  private static JsonElement required(JsonObject json, String key) {
    JsonElement value = json.get(key);
    if (value == null || value.isJsonNull()) {
      throw new IllegalArgumentException("'%s' is missing".formatted(key));
    }
    return value;
  }

  private static <T> List<T> list(JsonObject json, String key, Function<JsonElement, T> element) {
    List<T> values = new ArrayList<>();
    required(json, key).getAsJsonArray().forEach(value -> values.add(element.apply(value)));
    return values;
  }
}

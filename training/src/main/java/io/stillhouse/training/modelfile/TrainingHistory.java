package io.stillhouse.training.modelfile;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The learning curves of one training: {@code {"curves": {"train/loss": [[step, value], ...]}}}.
 *
 * @param curves points by curve name, names and points in the order in which they were recorded
 */
public record TrainingHistory(Map<String, List<CurvePoint>> curves) {
  public TrainingHistory {
    Map<String, List<CurvePoint>> copy = new LinkedHashMap<>();
    curves.forEach((name, points) -> copy.put(name, List.copyOf(points)));
    curves = Collections.unmodifiableMap(copy);
  }

  /** A history without curves. */
  public static TrainingHistory empty() {
    return new TrainingHistory(Map.of());
  }

  /** The JSON text; every value reads back to the same bits. */
  public String toJson() {
    JsonObject byName = new JsonObject();
    curves.forEach(
        (name, points) -> {
          JsonArray array = new JsonArray(points.size());
          for (CurvePoint point : points) {
            JsonArray pair = new JsonArray(2);
            pair.add(point.step());
            pair.add(point.value());
            array.add(pair);
          }
          byName.add(name, array);
        });
    JsonObject root = new JsonObject();
    root.add("curves", byName);
    return root.toString();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws ModelFileException if the text is not such a history
   */
  public static TrainingHistory fromJson(String json) {
    try {
      Map<String, List<CurvePoint>> curves = new LinkedHashMap<>();
      JsonObject byName = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("curves");
      if (byName == null) {
        throw new ModelFileException("The training history has no key 'curves'");
      }
      for (Map.Entry<String, JsonElement> curve : byName.entrySet()) {
        List<CurvePoint> points = new ArrayList<>();
        for (JsonElement pair : curve.getValue().getAsJsonArray()) {
          JsonArray values = pair.getAsJsonArray();
          points.add(new CurvePoint(values.get(0).getAsLong(), values.get(1).getAsDouble()));
        }
        curves.put(curve.getKey(), points);
      }
      return new TrainingHistory(curves);
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | ClassCastException e) {
      throw new ModelFileException(
          "The training history is not {\"curves\": {name: [[step, value], ...]}}: "
              + e.getMessage(),
          e);
    }
  }
}

package io.stillhouse.training.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A JSON object of reference values: numbers and nested lists of numbers by key. */
public record GoldenFile(JsonObject content) {

  public static GoldenFile read(String name) {
    String resource = "/golden/" + name;
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(GoldenFile.class.getResourceAsStream(resource), resource),
            StandardCharsets.UTF_8)) {
      return new GoldenFile(JsonParser.parseReader(reader).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public double number(String key) {
    return content.get(key).getAsDouble();
  }

  /** All numbers below a key, in row-major order. */
  public double[] values(String key) {
    List<Double> values = new ArrayList<>();
    flatten(content.get(key), values);
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public int[] integers(String key) {
    double[] values = values(key);
    int[] integers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      integers[i] = (int) values[i];
    }
    return integers;
  }

  /** A list of lists of numbers. */
  public double[][] matrix(String key) {
    List<double[]> rows = new ArrayList<>();
    for (JsonElement row : content.get(key).getAsJsonArray()) {
      List<Double> values = new ArrayList<>();
      flatten(row, values);
      rows.add(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
    return rows.toArray(double[][]::new);
  }

  public NDArray array(String key, NDManager manager) {
    return array(content.get(key), manager);
  }

  /** The arrays of a list whose members may differ in shape. */
  public List<NDArray> arrays(String key, NDManager manager) {
    List<NDArray> arrays = new ArrayList<>();
    content.get(key).getAsJsonArray().forEach(element -> arrays.add(array(element, manager)));
    return arrays;
  }

  public NDArray labels(String key, NDManager manager) {
    return array(key, manager).toType(ai.djl.ndarray.types.DataType.INT64, true);
  }

  /** The arrays of an object, by name. */
  public Map<String, NDArray> named(String key, NDManager manager) {
    return content.getAsJsonObject(key).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> array(entry.getValue(), manager)));
  }

  public List<GoldenFile> objects(String key) {
    List<GoldenFile> objects = new ArrayList<>();
    content
        .get(key)
        .getAsJsonArray()
        .forEach(element -> objects.add(new GoldenFile(element.getAsJsonObject())));
    return objects;
  }

  private static NDArray array(JsonElement element, NDManager manager) {
    List<Long> shape = new ArrayList<>();
    for (JsonElement level = element; level.isJsonArray(); level = level.getAsJsonArray().get(0)) {
      shape.add((long) level.getAsJsonArray().size());
    }
    List<Double> values = new ArrayList<>();
    flatten(element, values);
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return manager.create(floats, new Shape(shape));
  }

  private static void flatten(JsonElement element, List<Double> values) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(child -> flatten(child, values));
    } else {
      values.add(element.getAsDouble());
    }
  }
}

package io.stillhouse.training.modelfile;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileReader;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import io.stillhouse.training.tensorfile.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named float32 arrays of the engine in a safetensors file; the same arrays, the same bytes. */
public final class WeightFile {
  private WeightFile() {}

  /**
   * Writes arrays in the map's order; they stay open.
   *
   * @throws IllegalArgumentException when an array is not float32
   */
  public static void write(Path file, Map<String, NDArray> arrays) throws IOException {
    TensorFileWriter writer = new TensorFileWriter();
    arrays.forEach(
        (name, array) -> {
          if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(
                "'%s' is %s; weights are float32".formatted(name, array.getDataType()));
          }
          writer.addFloats(name, array.toFloatArray(), array.getShape().getShape());
        });
    writer.write(file);
  }

  /**
   * Reads all arrays of a file.
   *
   * @param manager owns the arrays
   * @throws ModelFileException when a tensor is not float32
   * @throws IOException when the file is missing or not sound
   */
  public static Map<String, NDArray> read(Path file, NDManager manager) throws IOException {
    TensorFileReader reader = TensorFileReader.open(file);
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (String name : reader.names()) {
      TensorInfo info = reader.info(name);
      if (info.type() != ElementType.FLOAT32) {
        throw new ModelFileException(
            "%s: '%s' is %s; weights are F32".formatted(file, name, info.type().formatName()));
      }
      float[] values = new float[Math.toIntExact(info.elements())];
      reader.bytes(name).asFloatBuffer().get(values);
      long[] shape = info.shape().stream().mapToLong(Long::longValue).toArray();
      arrays.put(name, manager.create(values, new Shape(shape)));
    }
    return arrays;
  }
}

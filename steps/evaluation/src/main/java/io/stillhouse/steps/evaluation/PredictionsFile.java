package io.stillhouse.steps.evaluation;

import ai.djl.util.Float16Utils;
import io.stillhouse.steps.evaluation.measurement.EvaluatedModel;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * What each model answered to each image, kept so that later comparisons need no model: {@code ids}
 * int64 [N], {@code labels} int64 [N] or uint8 [N,L], {@code logits/<model>} float16 [N, classes];
 * {@code groups} int64 [N] where images come in groups (patients).
 */
final class PredictionsFile {
  static final String NAME = "predictions.safetensors";
  private static final float LARGEST_HALF = 65504;

  private PredictionsFile() {}

  static void write(Path directory, Split split, List<EvaluatedModel> models) throws IOException {
    TensorFileWriter file =
        new TensorFileWriter()
            .metadata("dataset", split.dataset().name())
            .metadata("split", split.name());
    int[] rows = split.rows();
    long[] ids = new long[rows.length];
    for (int row = 0; row < rows.length; row++) {
      ids[row] = split.id(row);
    }
    file.addLongs("ids", ids, ids.length);
    if (split.grouped()) {
      long[] groups = new long[rows.length];
      for (int row = 0; row < rows.length; row++) {
        groups[row] = split.group(row);
      }
      file.addLongs("groups", groups, groups.length);
    }
    int classes = split.dataset().classes().size();
    if (split.dataset().task() == Task.MULTICLASS) {
      file.addLongs("labels", split.labels(rows, 0, rows.length), rows.length);
    } else {
      float[] vectors = split.labelVectors(rows, 0, rows.length);
      byte[] bytes = new byte[vectors.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) vectors[i];
      }
      file.addBytes("labels", bytes, rows.length, classes);
    }
    for (EvaluatedModel model : models) {
      file.add(
          "logits/" + model.name(),
          ElementType.FLOAT16,
          halves(model.logits().values()),
          rows.length,
          classes);
    }
    file.write(directory.resolve(NAME));
  }

  /** Logits beyond what a half can hold are as certain as any; they are cut off there. */
  private static ByteBuffer halves(float[] values) {
    ByteBuffer halves =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      float kept = Math.max(-LARGEST_HALF, Math.min(LARGEST_HALF, value));
      halves.putShort(Float16Utils.floatToHalf(kept));
    }
    return halves.flip();
  }
}

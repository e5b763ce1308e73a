package io.stillhouse.server.artifacts.preview;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stillhouse.server.files.ArtifactFolder;
import io.stillhouse.server.files.Numbers;
import io.stillhouse.training.tensorfile.TensorFileReader;
import io.stillhouse.training.tensorfile.TensorInfo;
import io.stillhouse.v1.ModelPreview;
import io.stillhouse.v1.TensorPreview;
import java.io.IOException;
import java.util.Map;

/** Shows models: their description, weights and learning curves. */
final class ModelPreviews {
  private static final int MOST_TENSORS = 2000;

  /** Of a larger tensor so many of its values are looked at, evenly spread. */
  private static final int SAMPLE = 20_000;

  private ModelPreviews() {}

  static ModelPreview of(ArtifactFolder model) throws IOException {
    JsonObject description = model.json("model.json");
    ModelPreview.Builder preview =
        ModelPreview.newBuilder()
            .setArchitecture(Fields.text(description, "architecture"))
            .setParameters(Fields.integer(description, "parameters"))
            .setMacs(Fields.integer(description, "macs"))
            .setTemperature(Fields.number(description, "temperature", 1))
            .addAllBranches(Fields.texts(description, "branches"))
            .addAllClasses(Fields.texts(description, "classes"));
    if (model.has("history.json")) {
      JsonObject curves = model.json("history.json").getAsJsonObject("curves");
      if (curves != null) {
        for (Map.Entry<String, JsonElement> curve : curves.entrySet()) {
          preview.addCurves(curve(curve.getKey(), curve.getValue().getAsJsonArray()));
        }
      }
    }
    TensorFileReader weights = TensorFileReader.open(model.local("weights.safetensors"));
    for (String name : weights.names()) {
      if (preview.getTensorsCount() < MOST_TENSORS) {
        preview.addTensors(tensor(weights, weights.info(name)));
      }
    }
    return preview.build();
  }

  private static ModelPreview.Curve curve(String name, JsonArray points) {
    ModelPreview.Curve.Builder curve = ModelPreview.Curve.newBuilder().setMetric(name);
    for (JsonElement point : points) {
      JsonArray pair = point.getAsJsonArray();
      curve.addSteps(pair.get(0).getAsDouble());
      // A value that JSON has no number for is written as a text: NaN.
      curve.addValues(Double.parseDouble(pair.get(1).getAsString()));
    }
    return curve.build();
  }

  private static TensorPreview tensor(TensorFileReader weights, TensorInfo info) {
    TensorPreview.Builder preview =
        TensorPreview.newBuilder()
            .setName(info.name())
            .setDtype(info.type().formatName())
            .addAllShape(info.shape());
    if (!Numbers.isReal(info) || info.elements() == 0) {
      return preview.build();
    }
    Numbers numbers = Numbers.of(weights, info.name());
    int count = Math.min(numbers.count(), SAMPLE);
    double[] values = new double[count];
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double value = numbers.get((int) ((long) i * numbers.count() / count));
      values[i] = value;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
      sum += value;
      squares += value * value;
    }
    double mean = sum / count;
    preview
        .setMinimum(minimum)
        .setMaximum(maximum)
        .setMean(mean)
        .setStandardDeviation(Math.sqrt(Math.max(0, squares / count - mean * mean)));
    return Double.isFinite(minimum) && Double.isFinite(maximum)
        ? preview.setHistogram(Histograms.of(values, minimum, maximum)).build()
        : preview.build();
  }
}

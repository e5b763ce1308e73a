package io.stillhouse.steps.modelexport.onnx;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.modelfile.ModelDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an ONNX file says of the model in its {@code metadata_props}; lists and maps as JSON. */
final class OnnxMetadata {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private OnnxMetadata() {}

  static SortedMap<String, String> of(ModelDescription description) {
    SortedMap<String, String> pairs = new TreeMap<>();
    pairs.put("architecture", description.architecture());
    description
        .branchArchitectures()
        .ifPresent(branches -> pairs.put("branches", GSON.toJson(branches)));
    pairs.put("task", description.task().jsonName());
    pairs.put("labels", GSON.toJson(description.classes()));
    pairs.put("preprocessing", GSON.toJson(preprocessing(description)));
    pairs.put("temperature", Double.toString(description.temperature()));
    pairs.put("outputs", GSON.toJson(outputs(description)));
    return pairs;
  }

  private static Map<String, Object> preprocessing(ModelDescription description) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("layout", "NCHW");
    input.put("colour", description.channels() == 1 ? "greyscale" : "RGB");
    input.put("height", description.height());
    input.put("width", description.width());
    input.put("range", "pixel / 255: 0 to 1");
    input.put("normalisation", "in the graph: (x - mean) / standardDeviation");
    input.put("mean", description.mean());
    input.put("standardDeviation", description.standardDeviation());
    return input;
  }

  private static Map<String, String> outputs(ModelDescription description) {
    boolean exclusive = description.task() == Task.MULTICLASS;
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put(
        OnnxModel.LOGITS,
        description.branches() == null
            ? "of the network, before " + (exclusive ? "softmax" : "sigmoid")
            : "of the mean of the branches' probabilities");
    outputs.put(
        OnnxModel.PROBABILITIES, (exclusive ? "softmax" : "sigmoid") + "(logits / temperature)");
    return outputs;
  }
}

package io.stillhouse.server.artifacts.preview;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stillhouse.server.files.ArtifactFolder;
import io.stillhouse.server.files.Numbers;
import io.stillhouse.training.tensorfile.TensorFileReader;
import io.stillhouse.v1.DatasetPreview;
import io.stillhouse.v1.SoftLabelsPreview;
import io.stillhouse.v1.SplitPreview;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Shows datasets and soft labels. */
final class DataPreviews {
  private static final int SAMPLE = 5000;
  private static final String CONTACT_SHEET = "contact-sheet.png";
  private static final String QUARANTINE = "quarantine.csv";

  private DataPreviews() {}

  static DatasetPreview dataset(ArtifactFolder dataset) {
    JsonObject json = dataset.json("dataset.json");
    return DatasetPreview.newBuilder()
        .setDataset(Fields.text(json, "name"))
        .setTask(Fields.text(json, "task"))
        .addAllClasses(Fields.texts(json, "classes"))
        .setHeight((int) Fields.integer(json, "height"))
        .setWidth((int) Fields.integer(json, "width"))
        .setChannels((int) Fields.integer(json, "channels"))
        .addAllSplits(splits(json))
        .setContactSheet(dataset.has(CONTACT_SHEET) ? CONTACT_SHEET : "")
        .setQuarantine(dataset.has(QUARANTINE) ? QUARANTINE : "")
        .build();
  }

  static SoftLabelsPreview softLabels(ArtifactFolder softLabels) throws IOException {
    JsonObject json = softLabels.json("soft-labels.json");
    SoftLabelsPreview.Builder preview =
        SoftLabelsPreview.newBuilder()
            .setTeacher(Fields.text(json, "teacher"))
            .setArchitecture(Fields.text(json, "architecture"))
            .setClasses((int) Fields.integer(json, "classes"))
            .setViews((int) Fields.integer(json, "views"))
            .setTopK((int) Fields.integer(json, "topK"))
            .setTemperature(Fields.number(json, "temperature", 1))
            .addAllSplits(splits(json));
    boolean oneAnswer = Fields.text(json, "task").equals("multiclass");
    List<String> shards = shards(json);
    if (oneAnswer && !shards.isEmpty()) {
      addSpread(preview, TensorFileReader.open(softLabels.local(shards.get(0))));
    }
    return preview.build();
  }

  /** Entropy and confidence of answers; with only some logits kept, of those that are. */
  private static void addSpread(SoftLabelsPreview.Builder preview, TensorFileReader shard) {
    Numbers logits = Numbers.of(shard, "logits");
    int width = logits.dimension(2).orElse(1);
    int answers = Math.min(SAMPLE, logits.count() / width);
    double[] entropies = new double[answers];
    double[] confidences = new double[answers];
    double[] row = new double[width];
    for (int i = 0; i < answers; i++) {
      for (int j = 0; j < width; j++) {
        row[j] = logits.get(i * width + j);
      }
      double[] probabilities = Softmax.of(row);
      confidences[i] = Arrays.stream(probabilities).max().orElse(0);
      entropies[i] =
          -Arrays.stream(probabilities).filter(p -> p > 0).map(p -> p * Math.log(p)).sum();
    }
    preview
        .setEntropy(Histograms.of(entropies, 0, Math.log(Math.max(2, width))))
        .setConfidence(Histograms.of(confidences, 0, 1))
        .setSampleSize(answers);
  }

  private static List<String> shards(JsonObject json) {
    List<String> files = new ArrayList<>();
    JsonObject splits = json.getAsJsonObject("splits");
    if (splits != null && splits.has("train")) {
      JsonArray shards = splits.getAsJsonObject("train").getAsJsonArray("shards");
      shards.forEach(shard -> files.add(Fields.text(shard.getAsJsonObject(), "file")));
    }
    return files;
  }

  private static List<SplitPreview> splits(JsonObject json) {
    List<SplitPreview> previews = new ArrayList<>();
    JsonObject splits = json.getAsJsonObject("splits");
    if (splits == null) {
      return previews;
    }
    for (Map.Entry<String, JsonElement> split : splits.entrySet()) {
      JsonObject each = split.getValue().getAsJsonObject();
      long count = Fields.integer(each, "count");
      JsonElement shards = each.get("shards");
      if (count == 0 && shards != null) {
        for (JsonElement shard : shards.getAsJsonArray()) {
          count += Fields.integer(shard.getAsJsonObject(), "count");
        }
      }
      SplitPreview.Builder preview =
          SplitPreview.newBuilder().setName(split.getKey()).setCount(count);
      JsonElement counts = each.get("classCounts");
      if (counts != null) {
        counts.getAsJsonArray().forEach(one -> preview.addClassCounts(one.getAsLong()));
      }
      previews.add(preview.build());
    }
    return previews;
  }
}

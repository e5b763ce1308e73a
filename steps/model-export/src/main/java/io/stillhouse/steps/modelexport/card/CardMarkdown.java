package io.stillhouse.steps.modelexport.card;

import io.stillhouse.steps.modelexport.card.ModelCard.Origin;
import io.stillhouse.steps.modelexport.check.SingleImageLatency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A model card in words. */
public final class CardMarkdown {
  private static final int DIGEST_SHOWN = 12;
  private static final Map<String, String> FIGURES =
      Map.of(
          "accuracy", "Accuracy",
          "top5Accuracy", "Top-5 accuracy",
          "nll", "Negative log-likelihood (nats)",
          "brier", "Brier score (0 to 2)",
          "ece", "Expected calibration error (15 bins)",
          "macroF1", "Macro F1",
          "meanAuc", "Mean AUC",
          "meanAveragePrecision", "Mean average precision",
          "bce", "Binary cross-entropy (nats)");

  private final ModelCard card;
  private final StringBuilder text = new StringBuilder();

  private CardMarkdown(ModelCard card) {
    this.card = card;
  }

  /** The text of {@link ModelCard#MARKDOWN}. */
  public static String of(ModelCard card) {
    CardMarkdown markdown = new CardMarkdown(card);
    markdown.model();
    markdown.use();
    markdown.figures();
    markdown.export();
    markdown.lineage();
    return markdown.text.toString();
  }

  private void model() {
    ModelCard.Model model = card.model();
    line("# " + plain(card.name()));
    line("");
    line("| | |");
    line("|---|---|");
    row(
        "Architecture",
        model.branches() == null
            ? plain(model.architecture())
            : plain(String.join(" + ", model.branches()))
                + ": branches on a shared stem; the mean of their probabilities is the answer");
    row(
        "Task",
        model.task().equals("multiclass") ? "one class an image" : "several labels an image");
    row(
        model.labels().size() + (model.task().equals("multiclass") ? " classes" : " labels"),
        plain(String.join(", ", model.labels())));
    row("Parameters", String.format(Locale.ROOT, "%,d", model.parameters()));
    row("Multiply-accumulates for one image", String.format(Locale.ROOT, "%,d", model.macs()));
    row(
        "Calibration",
        model.temperature() == 1
            ? "none: probabilities are those of the network as trained"
            : "logits are divided by a temperature of " + number(model.temperature()));
    line("");
  }

  private void use() {
    line("## Intended use");
    line("");
    if (card.intendedUse() == null) {
      line(
          "**Not stated.** Whoever publishes this model should say here what it is for, for whom, and what it must not be used for.");
    } else {
      line(plain(card.intendedUse()));
    }
    line("");
    line(
        "It knows the images of one dataset, `"
            + card.measured().dataset()
            + "`. How it does on others was not measured; nor was whether it treats groups of people alike.");
    line("");
    ModelCard.Input input = card.input();
    line("## How to use it");
    line("");
    line(
        "`model.onnx` takes `images`, float32 [batch, %d, %d, %d] (%s, channels first), each pixel divided by 255 and nothing else: the normalisation is in the file. It gives `logits` and `probabilities` (%s), float32 [batch, %d], in the order of the labels above; labels and preprocessing also stand in its metadata."
            .formatted(
                input.channels(),
                input.height(),
                input.width(),
                input.channels() == 1 ? "greyscale" : "RGB",
                card.model().task().equals("multiclass") ? "softmax" : "sigmoid",
                card.model().labels().size()));
    line("");
    line("```python");
    line("import json, numpy, onnxruntime");
    line("session = onnxruntime.InferenceSession('model.onnx')");
    line("labels = json.loads(session.get_modelmeta().custom_metadata_map['labels'])");
    line(
        "images = numpy.zeros((1, %d, %d, %d), numpy.float32)  # pixel / 255"
            .formatted(input.channels(), input.height(), input.width()));
    line("probabilities = session.run(['probabilities'], {'images': images})[0]");
    line("print(labels[probabilities[0].argmax()])");
    line("```");
    line("");
    line(
        "`weights.safetensors` has the trained weights under PyTorch's names, BatchNorm not folded; `model.json` says which network they belong to. For these the input is normalised with mean "
            + input.mean()
            + " and standard deviation "
            + input.standardDeviation()
            + ".");
    line("");
  }

  private void figures() {
    MeasuredFigures measured = card.measured();
    line("## Measured");
    line("");
    line(
        String.format(
            Locale.ROOT,
            "On the %s split of `%s`, %,d images; by %s.",
            measured.split(),
            measured.dataset(),
            measured.images(),
            measured.source()));
    line("");
    line("| Figure | Value |");
    line("|---|---|");
    measured
        .figures()
        .forEach((name, value) -> row(FIGURES.getOrDefault(name, name), number(value)));
    line("");
    if (measured.perLabel() != null) {
      line("| Label | AUC |");
      line("|---|---|");
      measured.perLabel().forEach((label, auc) -> row(plain(label), number(auc)));
      line("");
    }
    for (MeasuredFigures.Comparison comparison : measured.comparisons()) {
      line(
          String.format(
              Locale.ROOT,
              "- against `%s`: %+.4f (95%% interval %+.4f to %+.4f)",
              comparison.with(),
              comparison.difference(),
              comparison.lower(),
              comparison.upper()));
    }
    if (measured.gapRecovered() != null) {
      line(
          String.format(
              Locale.ROOT,
              "- %.1f%% of the way from the baseline to the teacher",
              100 * measured.gapRecovered()));
    }
    if (!measured.comparisons().isEmpty()) {
      line("");
    }
  }

  private void export() {
    ModelCard.Onnx onnx = card.onnx();
    line("## The export");
    line("");
    line(
        String.format(
            Locale.ROOT,
            "ONNX opset %d (IR version %d), BatchNorm folded into convolutions. On all %,d images of the %s split ONNX Runtime %s"
                + " gave logits that differ by at most %.2g (mean %.2g) from the trained network's in DJL, where %.2g was let"
                + " pass; %s.",
            onnx.opset(),
            onnx.irVersion(),
            onnx.check().images(),
            onnx.check().split(),
            onnx.check().runtime(),
            onnx.check().largestDifference(),
            onnx.check().meanDifference(),
            onnx.tolerance(),
            onnx.check().otherAnswers() == 0
                ? "every image got the same answer"
                : onnx.check().otherAnswers() + " images got another answer"));
    line("");
    line("| One image, one thread | Median | 99th percentile | Passes |");
    line("|---|---|---|---|");
    latency("DJL on PyTorch, BatchNorm folded", card.latency().djl());
    latency("ONNX Runtime", card.latency().onnxRuntime());
    line("");
    line("Timed on the machine that made the export, with whatever else it did then.");
    line("");
    line("| File | What | Bytes | SHA-256 |");
    line("|---|---|---|---|");
    for (CardFile file : card.files()) {
      line(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,d | `%s` |",
              file.name(),
              file.what(),
              file.bytes(),
              file.sha256()));
    }
    line("");
  }

  private void latency(String what, SingleImageLatency latency) {
    line(
        String.format(
            Locale.ROOT,
            "| %s | %.3f ms | %.3f ms | %d |",
            what,
            1e3 * latency.medianSeconds(),
            1e3 * latency.p99Seconds(),
            latency.passes()));
  }

  private void lineage() {
    ModelCard.Origins origins = card.lineage();
    line("## Made from");
    line("");
    line("- the model `" + origins.model() + "`" + branch(origins));
    line("- the dataset `" + origins.dataset() + "`");
    line("");
    line(
        "(digests of artifacts). What these, and the figures of the evaluation, rest on, in order; whole digests in `"
            + ModelCard.JSON
            + "`:");
    line("");
    line("| Step | Component | Parameters | Read | Made |");
    line("|---|---|---|---|---|");
    for (Origin origin : origins.steps()) {
      line(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  origin.step(),
                  origin.component(),
                  origin.parameters().entrySet().stream()
                      .map(entry -> entry.getKey() + " " + plain(entry.getValue().toString()))
                      .collect(Collectors.joining(", ")),
                  origin.inputs().entrySet().stream()
                      .map(entry -> entry.getKey() + " " + shortened(entry.getValue()))
                      .collect(Collectors.joining(", ")),
                  origin.outputs().entrySet().stream()
                      .map(entry -> entry.getKey() + " " + shortened(List.of(entry.getValue())))
                      .collect(Collectors.joining(", "))));
    }
    line("");
    List<String> runs = origins.steps().stream().map(Origin::run).distinct().toList();
    if (!runs.isEmpty()) {
      line(
          "Carried out by "
              + String.join(", ", runs.stream().map(run -> "`" + run + "`").toList())
              + ".");
    }
    if (!origins.untold().isEmpty()) {
      line("The store does not tell how these were made: " + shortened(origins.untold()) + ".");
    }
  }

  private static String branch(ModelCard.Origins origins) {
    return origins.branch() == null ? "" : ", branch " + origins.branch();
  }

  private static String shortened(List<String> digests) {
    return digests.stream()
        .map(digest -> "`" + digest.substring(0, Math.min(DIGEST_SHOWN, digest.length())) + "`")
        .collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** Text of other people that must not become markup or end a cell. */
  private static String plain(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1").replaceAll("\\s+", " ");
  }

  private void row(String what, String value) {
    line("| " + what + " | " + value + " |");
  }

  private void line(String content) {
    text.append(content).append('\n');
  }
}

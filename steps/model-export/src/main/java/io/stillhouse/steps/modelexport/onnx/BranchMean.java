package io.stillhouse.steps.modelexport.onnx;

import io.stillhouse.training.graph.Tensor;
import java.util.List;

/**
 * Logits whose probabilities are the mean of the branches' probabilities, as training and
 * evaluation have it. Computed from logarithms, so that no small probability is lost in float32:
 * {@code log mean_b p_b = logsumexp_b(log p_b) - log B}.
 */
record BranchMean(OnnxGraph graph) {
  /** The smallest probability that is told from 0, as in evaluation. */
  private static final float SMALLEST_LOG = (float) Math.log(1e-30);

  /** The logarithm of the mean of softmax probabilities. */
  String ofSoftmax(List<String> branches) {
    return meanOfLogs(
        branches.stream()
            .map(
                logits ->
                    graph.node("LogSoftmax", List.of(logits), OnnxAttributes.integer("axis", 1)))
            .toList());
  }

  /** {@code log(mean) - log(1 - mean)} of sigmoid probabilities. */
  String ofSigmoid(List<String> branches) {
    String yes = meanOfLogs(branches.stream().map(this::logSigmoid).toList());
    String no =
        meanOfLogs(
            branches.stream()
                .map(logits -> logSigmoid(graph.node("Neg", List.of(logits))))
                .toList());
    return graph.node("Sub", List.of(yes, no));
  }

  /** {@code log sigmoid(x) = -softplus(-x)}. */
  private String logSigmoid(String x) {
    String negative = graph.node("Neg", List.of(x));
    return graph.node("Neg", List.of(graph.node("Softplus", List.of(negative))));
  }

  private String meanOfLogs(List<String> logs) {
    String axes = graph.integers("branches.axis", 0);
    List<String> stacked =
        logs.stream().map(log -> graph.node("Unsqueeze", List.of(log, axes))).toList();
    String all = graph.node("Concat", stacked, OnnxAttributes.integer("axis", 0));
    String sum =
        graph.node(
            "ReduceLogSumExp",
            List.of(all),
            OnnxAttributes.integers("axes", 0),
            OnnxAttributes.integer("keepdims", 0));
    String count = graph.scalar("branches.logCount", (float) Math.log(logs.size()));
    String mean = graph.node("Sub", List.of(sum, count));
    Tensor smallest = new Tensor("branches.smallestLog", List.of(), new float[] {SMALLEST_LOG});
    return graph.node("Max", List.of(mean, graph.constant(smallest)));
  }
}

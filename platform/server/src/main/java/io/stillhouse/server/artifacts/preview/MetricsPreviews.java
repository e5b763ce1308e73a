package io.stillhouse.server.artifacts.preview;

import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.server.files.ArtifactFolder;
import io.stillhouse.server.files.Predictions;
import io.stillhouse.training.metrics.RankingMetrics;
import io.stillhouse.v1.BranchAnalysis;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.MetricsPreview;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import io.stillhouse.v1.RankingCurve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Shows evaluations, with what can be worked out from the predictions that they kept. */
final class MetricsPreviews {
  private static final int CURVE_POINTS = 100;
  private static final int MOST_CURVES = 200;

  private MetricsPreviews() {}

  static MetricsPreview of(ArtifactFolder metrics) throws IOException {
    Evaluation evaluation =
        ProtoJson.read(
            metrics.bytes("evaluation.json"),
            Evaluation.getDefaultInstance(),
            metrics.reference().getPath());
    MetricsPreview.Builder preview = MetricsPreview.newBuilder().setEvaluation(evaluation);
    Optional<Predictions> predictions = Predictions.of(metrics);
    if (predictions.isPresent()) {
      if (predictions.get().hasOneLabel()) {
        branches(evaluation, predictions.get()).ifPresent(preview::addBranches);
      }
      preview.addAllRankingCurves(rankings(evaluation, predictions.get()));
    }
    return preview.build();
  }

  private static Optional<BranchAnalysis> branches(Evaluation evaluation, Predictions answers) {
    List<String> branches =
        evaluation.getModelsList().stream()
            .filter(model -> model.getRole() == ModelRole.STUDENT_BRANCH)
            .map(ModelEvaluation::getName)
            .filter(answers::has)
            .toList();
    Optional<String> student =
        evaluation.getModelsList().stream()
            .filter(model -> model.getRole() == ModelRole.STUDENT)
            .map(ModelEvaluation::getName)
            .findFirst();
    if (branches.size() < 2 || student.isEmpty()) {
      return Optional.empty();
    }
    int images = answers.images();
    int count = branches.size();
    double[][] disagreement = new double[count][count];
    double[] right = new double[count];
    double[] rightWithout = new double[count];
    double rightTogether = 0;
    for (int image = 0; image < images; image++) {
      double[] sum = new double[answers.classes()];
      List<double[]> probabilities = new ArrayList<>();
      int[] said = new int[count];
      for (int b = 0; b < count; b++) {
        double[] own = Softmax.of(answers.logits(branches.get(b), image));
        probabilities.add(own);
        said[b] = Predictions.largest(own);
        for (int c = 0; c < sum.length; c++) {
          sum[c] += own[c];
        }
      }
      int label = answers.label(image);
      rightTogether += Predictions.largest(sum) == label ? 1 : 0;
      for (int b = 0; b < count; b++) {
        right[b] += said[b] == label ? 1 : 0;
        double[] others = new double[sum.length];
        for (int c = 0; c < sum.length; c++) {
          others[c] = sum[c] - probabilities.get(b)[c];
        }
        rightWithout[b] += Predictions.largest(others) == label ? 1 : 0;
        for (int other = 0; other < count; other++) {
          disagreement[b][other] += said[b] == said[other] ? 0 : 1;
        }
      }
    }
    BranchAnalysis.Builder analysis =
        BranchAnalysis.newBuilder()
            .setStudent(student.get())
            .addAllBranches(branches)
            .setEnsembleAccuracy(rightTogether / images);
    for (int b = 0; b < count; b++) {
      analysis.addBranchAccuracy(right[b] / images);
      analysis.addWithoutBranchAccuracy(rightWithout[b] / images);
      for (int other = 0; other < count; other++) {
        analysis.addDisagreement(disagreement[b][other] / images);
      }
    }
    return Optional.of(analysis.build());
  }

  private static List<RankingCurve> rankings(Evaluation evaluation, Predictions answers) {
    List<RankingCurve> curves = new ArrayList<>();
    for (ModelEvaluation model : evaluation.getModelsList()) {
      if (model.getRole() == ModelRole.STUDENT_BRANCH || !answers.has(model.getName())) {
        continue;
      }
      for (int c = 0; c < answers.classes() && curves.size() < MOST_CURVES; c++) {
        curves.add(
            ranking(
                model.getName(),
                c < evaluation.getClassesCount() ? evaluation.getClasses(c) : Integer.toString(c),
                c,
                answers));
      }
    }
    return curves;
  }

  private static RankingCurve ranking(
      String model, String className, int classNumber, Predictions answers) {
    float[] scores = new float[answers.images()];
    boolean[] positive = new boolean[answers.images()];
    for (int image = 0; image < scores.length; image++) {
      double[] logits = answers.logits(model, image);
      scores[image] =
          (float) (answers.hasOneLabel() ? Softmax.of(logits)[classNumber] : logits[classNumber]);
      positive[image] = answers.isPositive(image, classNumber);
    }
    RankingCurve.Builder curve = RankingCurve.newBuilder().setModel(model).setClassName(className);
    RankingMetrics.auc(scores, positive).ifPresent(curve::setAuc);
    RankingMetrics.averagePrecision(scores, positive).ifPresent(curve::setAveragePrecision);
    RankingMetrics.rocCurve(scores, positive, CURVE_POINTS)
        .forEach(
            point ->
                curve
                    .addFalsePositiveRate(point.falsePositiveRate())
                    .addTruePositiveRate(point.truePositiveRate()));
    addPrecisions(curve, scores, positive);
    return curve.build();
  }

  private static void addPrecisions(
      RankingCurve.Builder curve, float[] scores, boolean[] positive) {
    int[] descending =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(image -> -scores[image]))
            .mapToInt(Integer::intValue)
            .toArray();
    int positives = 0;
    for (boolean each : positive) {
      positives += each ? 1 : 0;
    }
    if (positives == 0) {
      return;
    }
    int found = 0;
    int nextPoint = 0;
    for (int i = 0; i < descending.length; i++) {
      found += positive[descending[i]] ? 1 : 0;
      boolean tied =
          i + 1 < descending.length && scores[descending[i + 1]] == scores[descending[i]];
      int points = (int) ((long) found * CURVE_POINTS / positives);
      if (!tied && (points > nextPoint || i == descending.length - 1)) {
        nextPoint = points;
        curve.addRecall((double) found / positives).addPrecision(found / (i + 1.0));
      }
    }
  }
}

package io.stillhouse.steps.evaluation.report;

import io.stillhouse.v1.CalibratedMetrics;
import io.stillhouse.v1.ClassificationMetrics;
import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.Latency;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import io.stillhouse.v1.MultiLabelMetrics;
import io.stillhouse.v1.ReliabilityBin;
import io.stillhouse.v1.RocPoint;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Made-up content in which every part of a report has something to show. */
final class SampleContent {
  private static final int IMAGES = 200;

  private SampleContent() {}

  static ReportContent digits() {
    return content(IntStream.range(0, 10).mapToObj(Integer::toString).toList());
  }

  static ReportContent content(List<String> classes) {
    Evaluation evaluation = evaluation(classes);
    return new ReportContent(evaluation, stages(), examples(classes));
  }

  static Evaluation evaluation(List<String> classes) {
    Evaluation.Builder evaluation =
        Evaluation.newBuilder()
            .setDataset("mnist10k")
            .setSplit("test")
            .setExamples((long) IMAGES * classes.size())
            .addAllClasses(classes);
    int n = classes.size();
    evaluation.addModels(
        model("teacher resnet20", ModelRole.TEACHER, "resnet20", 272_186, 31_000_000, 0.981, n, 1));
    evaluation.addModels(
        model("teacher vgg8", ModelRole.TEACHER, "vgg8", 3_910_000, 70_000_000, 0.9785, n, 2));
    evaluation.addModels(
        model(
                "teacher ensemble",
                ModelRole.TEACHER_ENSEMBLE,
                "resnet20 + vgg8",
                4_182_186,
                101_000_000,
                0.986,
                n,
                3)
            .toBuilder()
            .clearLatency()
            .build());
    evaluation.addModels(
        model("scratch", ModelRole.SCRATCH, "resnet8 × 2", 150_660, 17_000_000, 0.9547, n, 4));
    evaluation.addModels(
        model("student", ModelRole.STUDENT, "resnet8 × 2", 150_660, 17_000_000, 0.974, n, 5));
    evaluation.addModels(
        model(
            "student branch 1",
            ModelRole.STUDENT_BRANCH,
            "resnet8",
            77_850,
            9_300_000,
            0.969,
            n,
            6));
    evaluation.addModels(
        model(
            "student branch 2",
            ModelRole.STUDENT_BRANCH,
            "resnet8",
            77_850,
            9_300_000,
            0.971,
            n,
            7));
    return evaluation.addDistillations(distillation(n)).build();
  }

  private static Distillation distillation(int classes) {
    Distillation.Builder distillation =
        Distillation.newBuilder()
            .setStudent("student")
            .setScratch("scratch")
            .setTeacher("teacher ensemble")
            .setGapRecovered(0.617)
            .setGapRecoveredLower(0.43)
            .setGapRecoveredUpper(0.81)
            .setAgreement(0.9725)
            .setFidelityKl(0.0831)
            .setBothRight(1930)
            .setTeacherOnlyRight(42)
            .setStudentOnlyRight(18)
            .setNeitherRight(10)
            .addComparisons(
                Comparison.newBuilder()
                    .setBaseline("scratch")
                    .setDifference(0.0193)
                    .setLower(0.012)
                    .setUpper(0.0266)
                    .setResamples(2000)
                    .setMcnemarP(0.00004))
            .addComparisons(
                Comparison.newBuilder()
                    .setBaseline("teacher ensemble")
                    .setDifference(-0.012)
                    .setLower(-0.0185)
                    .setUpper(-0.006)
                    .setResamples(2000)
                    .setMcnemarP(0.0021));
    Random random = new Random(11);
    for (int i = 0; i < classes; i++) {
      distillation.addClassGain(0.02 + 0.02 * random.nextGaussian());
    }
    return distillation.build();
  }

  private static ModelEvaluation model(
      String name,
      ModelRole role,
      String architecture,
      long parameters,
      long macs,
      double accuracy,
      int classes,
      long seed) {
    return ModelEvaluation.newBuilder()
        .setName(name)
        .setRole(role)
        .setArchitecture(architecture)
        .setParameters(parameters)
        .setMacs(macs)
        .setFileBytes(parameters * 4 + 9000)
        .setLatency(
            Latency.newBuilder()
                .setP50Seconds(macs * 4e-11)
                .setP99Seconds(macs * 7e-11)
                .setPasses(200))
        .setClassification(classification(accuracy, classes, seed))
        .setTemperature(1.31)
        .setCalibrated(
            CalibratedMetrics.newBuilder().setNll(0.0712).setBrier(0.0391).setEce(0.0041))
        .build();
  }

  private static ClassificationMetrics classification(double accuracy, int classes, long seed) {
    Random random = new Random(seed);
    long[] confusion = new long[classes * classes];
    for (int label = 0; label < classes; label++) {
      for (int i = 0; i < IMAGES; i++) {
        boolean right = random.nextDouble() < accuracy;
        int near = Math.floorMod(label + 1 + (int) (3 * Math.abs(random.nextGaussian())), classes);
        confusion[label * classes + (right ? label : near)]++;
      }
    }
    ClassificationMetrics.Builder metrics =
        ClassificationMetrics.newBuilder()
            .setAccuracy(accuracy)
            .setTop5Accuracy(0.999)
            .setNll(0.35 * (1 - accuracy) * 10)
            .setBrier(1.6 * (1 - accuracy))
            .setEce(0.2 * (1 - accuracy))
            .setMacroF1(accuracy - 0.001);
    for (int i = 0; i < confusion.length; i++) {
      metrics.addConfusion(confusion[i]);
    }
    for (int label = 0; label < classes; label++) {
      metrics.addClassAccuracy((double) confusion[label * classes + label] / IMAGES);
    }
    for (int bin = 0; bin < 15; bin++) {
      double confidence = (bin + 0.5) / 15;
      metrics.addReliability(
          ReliabilityBin.newBuilder()
              .setCount(bin < 3 ? 0 : (long) Math.exp(0.6 * bin))
              .setConfidence(confidence)
              .setAccuracy(Math.max(0, Math.min(1, confidence - 0.12 * random.nextDouble()))));
    }
    return metrics.build();
  }

  static Evaluation multiLabel() {
    List<String> labels =
        List.of("Atelectasis", "Cardiomegaly", "Pleural_Thickening", "Hernia", "Pneumothorax");
    long[] positives = {242, 58, 275, 0, 3};
    Evaluation.Builder evaluation =
        Evaluation.newBuilder()
            .setDataset("chestxray14-mini64")
            .setSplit("test")
            .setExamples(1510)
            .addAllClasses(labels)
            .setMultiLabel(true);
    evaluation.addModels(
        labelled("teacher resnet20", ModelRole.TEACHER, 272_000, 0.74, labels, positives));
    evaluation.addModels(labelled("scratch", ModelRole.SCRATCH, 78_000, 0.69, labels, positives));
    evaluation.addModels(labelled("student", ModelRole.STUDENT, 78_000, 0.702, labels, positives));
    return evaluation
        .addDistillations(
            Distillation.newBuilder()
                .setStudent("student")
                .setScratch("scratch")
                .setTeacher("teacher resnet20")
                .setGapRecovered(0.24)
                .setAgreement(0.94)
                .setFidelityKl(0.011)
                .addAllClassGain(List.of(0.02, 0.013, -0.004, Double.NaN, 0.021))
                .addAllClassGainLower(List.of(0.004, -0.03, -0.02, Double.NaN, Double.NaN))
                .addAllClassGainUpper(List.of(0.036, 0.056, 0.012, Double.NaN, Double.NaN))
                .addComparisons(
                    Comparison.newBuilder()
                        .setBaseline("scratch")
                        .setDifference(0.012)
                        .setLower(-0.004)
                        .setUpper(0.027)
                        .setResamples(1000)))
        .build();
  }

  private static ModelEvaluation labelled(
      String name,
      ModelRole role,
      long parameters,
      double auc,
      List<String> labels,
      long[] positives) {
    MultiLabelMetrics.Builder metrics =
        MultiLabelMetrics.newBuilder()
            .setMeanAuc(auc)
            .setMeanAucLower(auc - 0.02)
            .setMeanAucUpper(auc + 0.02)
            .setMeanAveragePrecision(0.21)
            .setBce(0.18);
    for (int i = 0; i < labels.size(); i++) {
      LabelMetrics.Builder label =
          LabelMetrics.newBuilder()
              .setLabel(labels.get(i))
              .setPositives(positives[i])
              .setNegatives(1510 - positives[i])
              .setMeanProbability(0.31)
              .setEce(0.125)
              .addReliability(
                  ReliabilityBin.newBuilder().setCount(1510).setConfidence(0.31).setAccuracy(0.1));
      if (positives[i] > 0) {
        double own = auc + 0.02 * (i - 2);
        label.setAuc(own).setAveragePrecision(0.1 + 0.05 * i);
        label.setAucLower(own - 0.1).setAucUpper(own + 0.1);
        for (int j = 0; j <= 40; j++) {
          double x = j / 40.0;
          label.addRoc(
              RocPoint.newBuilder()
                  .setFalsePositiveRate(x)
                  .setTruePositiveRate(Math.pow(x, (1 - own) / own)));
        }
      }
      metrics.addLabels(label);
    }
    return ModelEvaluation.newBuilder()
        .setName(name)
        .setRole(role)
        .setArchitecture(role == ModelRole.TEACHER ? "resnet20" : "resnet8")
        .setParameters(parameters)
        .setMacs(parameters * 110)
        .setFileBytes(parameters * 4)
        .setMultiLabel(metrics)
        .build();
  }

  static List<StageCurves> stages() {
    return List.of(
        new StageCurves("teacher resnet20", curves(3, 600)),
        new StageCurves("scratch", curves(5, 600)),
        new StageCurves(
            "hint-pretraining",
            List.of(decay("stage1/loss", 2, 200), decay("stage2/loss", 4, 200))),
        new StageCurves("student", curves(7, 900)));
  }

  private static List<Curve> curves(long seed, int length) {
    return List.of(
        decay("train/loss", seed, length),
        rise("validation/accuracy", 9),
        new Curve(
            "validation/loss",
            IntStream.range(0, 9).mapToDouble(i -> 100 * (i + 1)).toArray(),
            new double[] {1.4, 0.7, 0.4, Double.NaN, 0.3, 0.22, 0.16, 0.13, 0.12}));
  }

  private static Curve decay(String name, long seed, int length) {
    Random random = new Random(seed);
    return new Curve(
        name,
        IntStream.range(0, length).mapToDouble(i -> i).toArray(),
        IntStream.range(0, length)
            .mapToDouble(
                i ->
                    (2.3 * Math.exp(-6.0 * i / length) + 0.05)
                        * Math.exp(0.3 * random.nextGaussian()))
            .toArray());
  }

  private static Curve rise(String name, int length) {
    return new Curve(
        name,
        IntStream.range(0, length).mapToDouble(i -> 100 * (i + 1)).toArray(),
        IntStream.range(0, length).mapToDouble(i -> 0.98 - 0.5 * Math.exp(-i)).toArray());
  }

  private static List<ExampleImage> examples(List<String> classes) {
    Random random = new Random(3);
    List<ExampleImage> examples = new ArrayList<>();
    for (RightWrong cell : RightWrong.values()) {
      for (int i = 0; i < 6; i++) {
        int label = random.nextInt(classes.size());
        int wrong = (label + 1 + random.nextInt(classes.size() - 1)) % classes.size();
        boolean teacherRight = cell == RightWrong.BOTH || cell == RightWrong.TEACHER_ONLY;
        boolean studentRight = cell == RightWrong.BOTH || cell == RightWrong.STUDENT_ONLY;
        examples.add(
            new ExampleImage(
                cell,
                random.nextInt(2000),
                picture(classes.get(label)),
                label,
                teacherRight ? label : wrong,
                studentRight ? label : wrong));
      }
    }
    return examples;
  }

  private static byte[] picture(String text) {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.setFont(new Font(Font.SERIF, Font.ITALIC, 22));
    graphics.drawString(text.substring(0, 1), 8, 22);
    graphics.dispose();
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

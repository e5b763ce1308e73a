package io.stillhouse.server;

import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelRole;
import java.nio.file.Files;
import java.nio.file.Path;

/** A step that evaluates a student which is wrong about every so many images. */
public final class AnsweringStep implements Step {
  static final int IMAGES = 400;

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new AnsweringStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws Exception {
    int every = context.parameters().integer("wrongEvery");
    int first = context.parameters().integer("first");
    long[] ids = new long[IMAGES];
    long[] labels = new long[IMAGES];
    float[] logits = new float[2 * IMAGES];
    int right = 0;
    for (int i = 0; i < IMAGES; i++) {
      ids[i] = 1000L + i;
      labels[i] = i / 7 % 2;
      boolean wrong = i % every == first;
      logits[2 * i + (int) (wrong ? 1 - labels[i] : labels[i])] = 3;
      right += wrong ? 0 : 1;
    }
    double accuracy = (double) right / IMAGES;
    Evaluation.Builder evaluation = Evaluation.newBuilder().setSplit("test").setExamples(IMAGES);
    evaluation
        .addModelsBuilder()
        .setName("student")
        .setRole(ModelRole.STUDENT)
        .getClassificationBuilder()
        .setAccuracy(accuracy);
    Path metrics = context.output("metrics").directory();
    Files.write(metrics.resolve("evaluation.json"), ProtoJson.write(evaluation.build()));
    new TensorFileWriter()
        .addLongs("ids", ids, IMAGES)
        .addLongs("labels", labels, IMAGES)
        .addFloats("logits/student", logits, IMAGES, 2)
        .write(metrics.resolve("predictions.safetensors"));
    context.result("student.accuracy", accuracy);
  }
}

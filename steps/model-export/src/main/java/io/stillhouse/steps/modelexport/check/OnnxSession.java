package io.stillhouse.steps.modelexport.check;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.stillhouse.steps.modelexport.onnx.OnnxModel;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** An ONNX file in ONNX Runtime. Sessions are safe for use by several threads. */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;

  private OnnxSession(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * Loads a file.
   *
   * @param threads that one operation may use, 1 or more
   * @throws IllegalStateException when the runtime refuses it
   */
  static OnnxSession open(Path file, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      return new OnnxSession(environment, environment.createSession(file.toString(), options));
    } catch (OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime refuses " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** The runtime's version. */
  String version() {
    return environment.getVersion();
  }

  /** The logits of a batch, row-major [N, classes]. */
  float[] logits(FloatBuffer images, long[] shape) {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, images, shape);
        OrtSession.Result result =
            session.run(Map.of(OnnxModel.IMAGES, input), Set.of(OnnxModel.LOGITS))) {
      FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[logits.remaining()];
      logits.get(values);
      return values;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to close: " + e.getMessage(), e);
    }
  }
}

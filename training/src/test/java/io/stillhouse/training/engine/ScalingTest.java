package io.stillhouse.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  @Test
  void gradientsSurviveAGarbageCollectionBetweenForwardAndBackward() {
    TorchEngine.start(1);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray x = manager.ones(new Shape(4));
      x.setRequiresGradient(true);
      try (NDManager step = manager.newSubManager();
          GradientCollector collector = step.getEngine().newGradientCollector()) {
        x.attach(step);
        List<NDArray> terms = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          terms.add(Scaling.multiply(Scaling.divide(x, 4), 2));
        }
        x.attach(manager);
        NDArray sum = terms.stream().reduce(NDArray::add).orElseThrow().sum();
        overwriteWhatTheCollectorFrees();
        collector.backward(sum);
      }
      try (NDArray gradient = x.getGradient()) {
        assertThat(gradient.toFloatArray()).containsOnly(100f);
      }
    }
  }

  private static void overwriteWhatTheCollectorFrees() {
    for (int round = 0; round < 3; round++) {
      System.gc();
      List<ByteBuffer> garbage = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4);
        garbage.add(buffer.putInt(0, 0x7fc00000));
      }
      garbage.clear();
    }
  }
}

package io.stillhouse.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loop.BatchLoss;
import io.stillhouse.training.loop.LossPart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LossTermsTest {

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @Test
  void partsAreNamedAndAddUpToTheLoss() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray labels = manager.create(2.5f);
      NDArray teachers = manager.create(0.75f);
      LossTerms terms = new LossTerms();
      terms.add("branch1/labels", manager.create(3f), 0.1);
      terms.add(
          Scaling.multiply(labels.add(Scaling.multiply(teachers, 0.5)), 2),
          new LossPart("ensemble/labels", labels, 2),
          new LossPart("ensemble/teachers", teachers, 2 * 0.5));

      BatchLoss loss = terms.sum();

      assertThat(loss.parts())
          .extracting(LossPart::name)
          .containsExactly("branch1/labels", "ensemble/labels", "ensemble/teachers");
      assertThat(loss.total().getFloat()).isCloseTo(6.05f, within(1e-5f));
      assertThat(loss.parts().stream().mapToDouble(LossPart::read).sum())
          .isCloseTo(loss.total().getFloat(), within(1e-5));
    }
  }
}

package io.stillhouse.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.stillhouse.training.LiveArrays;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loss.BranchEnsemble;
import io.stillhouse.training.loss.CombinedLoss;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.loss.EnsembleSoftTargets;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import io.stillhouse.training.loss.FlowLoss;
import io.stillhouse.training.loss.FlowLoss.Flow;
import io.stillhouse.training.loss.HintLoss;
import io.stillhouse.training.loss.SoftTargetKl;
import io.stillhouse.training.optimiser.Sgd;
import io.stillhouse.training.optimiser.SgdSettings;
import io.stillhouse.training.optimiser.SgdSettings.Decayed;
import io.stillhouse.training.optimiser.SgdSettings.MomentumForm;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distillation steps as they are meant to be written must not leave anything behind. */
class LiveArrayCountTest {
  private static final FeatureShape IMAGE = new FeatureShape(1, 8, 8);
  private static final EnsembleSoftTargets TARGETS =
      EnsembleSoftTargets.uniform(4, Combination.MEAN_PROBABILITIES, 1);
  private static final CombinedLoss COMBINED =
      new CombinedLoss(0.9, new SoftTargetKl(4), new CrossEntropy(0.1));
  private static final SgdSettings SETTINGS =
      new SgdSettings(0.9, MomentumForm.NESTEROV, 1e-4, Decayed.WEIGHTS_ONLY);
  private static final FlowLoss FLOWS = new FlowLoss(List.of(new Flow(0, 1)));

  private final NDManager manager = NDManager.newBaseManager();
  private final BranchedClassifier student =
      BranchedClassifier.create(
          new BranchedSpec(List.of("resnet8x0.1", "resnet8x0.1"), 1, 8, 8, 1, 3), manager, 1);
  private final Classifier teacher =
      Classifier.create(new NetworkSpec("resnet8x0.1", 8, 8, 1, 3), manager, 2);
  private final HintLoss hint = HintLoss.create(6, 6, manager, 3);
  private final Sgd sgd = new Sgd(student.parameters(), SETTINGS, manager);
  private final int threads = JniUtils.getNumThreads();

  @BeforeEach
  void useOneThread() {
    // Arrays this small gain nothing from two threads and lose much on a busy machine.
    TorchEngine.start(1);
  }

  @AfterEach
  void closeManager() {
    manager.close();
    TorchEngine.start(threads);
  }

  @Test
  void thousandsOfStepsLeaveAsManyArraysAsOne() {
    try (Sgd plain = new Sgd(teacher.parameters(), SETTINGS, manager)) {
      plainStep(plain);
      int afterOne = LiveArrays.count(manager);
      assertThat(afterOne).isGreaterThan(2 * teacher.parameters().trainable().size());
      for (int i = 0; i < 2000; i++) {
        plainStep(plain);
      }
      assertThat(LiveArrays.count(manager)).isEqualTo(afterOne);
    }
  }

  @Test
  void stepsWithEveryKindOfLossLeaveAsManyArraysAsOne() {
    step();
    int afterOne = LiveArrays.count(manager);
    for (int i = 0; i < 10; i++) {
      step();
    }
    assertThat(LiveArrays.count(manager)).isEqualTo(afterOne);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shufflenetv2x0.5", "mobilenetv2x0.25-imagenet", "eeea-net-c2"})
  void hintsForANetworkForLargerImagesLeaveNothingEither(String architecture) {
    NetworkSpec spec = new NetworkSpec(architecture, 32, 32, 1, 3);
    Classifier network = Classifier.create(spec, manager, 1);
    Classifier guide =
        Classifier.create(new NetworkSpec("mobilenetv2x0.5-imagenet", 32, 32, 1, 3), manager, 2);
    HintLoss hints = HintLoss.create(network.stageChannels(1), guide.stageChannels(1), manager, 3);
    Sgd rule = new Sgd(network.prefixParameters(2), SETTINGS, manager);
    hintStep(network, guide, hints, rule);
    int afterOne = LiveArrays.count(manager);
    for (int i = 0; i < 3; i++) {
      hintStep(network, guide, hints, rule);
    }
    assertThat(LiveArrays.count(manager)).isEqualTo(afterOne);
  }

  @Test
  void aGradientLeftOpenIsSeenByTheCount() {
    step();
    int afterOne = LiveArrays.count(manager);
    for (int i = 0; i < 3; i++) {
      step();
      student.parameters().get("shared.conv1.weight").array().getGradient();
    }
    assertThat(LiveArrays.count(manager)).isEqualTo(afterOne + 3);
  }

  @Test
  void aStepManagerLeftOpenIsSeenByTheCount() {
    step();
    int afterOne = LiveArrays.count(manager);
    step(manager.newSubManager());
    assertThat(LiveArrays.count(manager)).isGreaterThan(afterOne);
  }

  /** What it learns from is the activation in the middle alone. */
  private void hintStep(Classifier network, Classifier guide, HintLoss hints, Sgd rule) {
    try (NDManager step = manager.newSubManager()) {
      NDArray images = TestImages.noise(2, network.spec().image(), step, 1);
      NDArray theirs = guide.prefix(images, 2, Mode.EVAL);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray loss = hints.loss(network.prefix(images, 2, Mode.TRAIN), theirs);
        assertThat(loss.getFloat()).isPositive().isFinite();
        collector.backward(loss);
      }
      rule.step(0.01);
    }
  }

  private void plainStep(Sgd plain) {
    try (NDManager step = manager.newSubManager()) {
      NDArray images = TestImages.noise(2, IMAGE, step, 1);
      NDArray labels = step.create(new long[] {0, 2}, new Shape(2));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(CrossEntropy.plain().loss(teacher.logits(images, Mode.TRAIN), labels));
      }
      plain.step(0.01);
    }
  }

  private void step() {
    try (NDManager step = manager.newSubManager()) {
      step(step);
    }
  }

  private void step(NDManager step) {
    NDArray images = TestImages.noise(2, IMAGE, step, 1);
    NDArray labels = step.create(new long[] {0, 2}, new Shape(2));
    BranchOutput theirs = teacher.branchOutputs(images, Mode.EVAL).get(0);
    List<NDArray> theirFeatures = teacher.features(images, 2, Mode.EVAL);
    NDArray targets = TARGETS.softmax(List.of(theirs.logits()));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      List<BranchOutput> outputs = student.branchOutputs(images, Mode.TRAIN);
      NDArray loss = COMBINED.loss(outputs.get(0).logits(), targets, labels);
      loss = loss.add(hint.loss(outputs.get(1).features(), theirs.features()));
      loss = loss.add(FLOWS.loss(student.branch(0).features(images, 2, Mode.EVAL), theirFeatures));
      NDArray joint =
          BranchEnsemble.logMeanProbabilities(
              outputs.stream().map(BranchOutput::logits).toList(), 1);
      loss = loss.add(CrossEntropy.plain().fromLogProbabilities(joint, labels));
      collector.backward(loss);
    }
    sgd.step(0.01);
  }
}

package io.stillhouse.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.LiveArrays;
import io.stillhouse.training.checkpoint.CheckpointException;
import io.stillhouse.training.checkpoint.CheckpointSink;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.modelfile.CurvePoint;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.optimiser.LearningRateSchedule;
import io.stillhouse.training.optimiser.SgdSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
  private static final int EPOCHS = 4;
  private static final SgdSettings OPTIMISER =
      new SgdSettings(
          0.9, SgdSettings.MomentumForm.NESTEROV, 5e-4, SgdSettings.Decayed.WEIGHTS_ONLY);
  private static final CheckpointPolicy NEVER =
      new CheckpointPolicy(Duration.ofDays(1), Duration.ofDays(1));
  private static final CheckpointPolicy ALWAYS = new CheckpointPolicy(Duration.ZERO, Duration.ZERO);
  private static final BooleanSupplier NO_STOP = () -> false;

  @TempDir Path temporary;
  private NDManager manager;

  @BeforeEach
  void startEngine() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager("PyTorch");
  }

  @AfterEach
  void freeArrays() {
    manager.close();
  }

  @Test
  void theLossFallsAndCurvesAreKept() throws Exception {
    Classifier network = network();
    TrainingOutcome outcome = train(network, Selection.LAST, NEVER, CheckpointSink.none(), NO_STOP);

    List<CurvePoint> loss = curve(outcome, "train/loss");
    assertThat(loss).hasSize(EPOCHS * 5);
    assertThat(loss.get(loss.size() - 1).value()).isLessThan(loss.get(0).value() / 2);
    assertThat(outcome.history().curves()).containsKeys("train/learningRate", "validation/loss");
    assertThat(curve(outcome, "validation/loss"))
        .extracting(CurvePoint::step)
        .containsExactly(5L, 10L, 15L, 20L);
    double last5 = loss.subList(15, 20).stream().mapToDouble(CurvePoint::value).sum() / 5;
    assertThat(outcome.trainLoss()).isEqualTo(last5);
  }

  @Test
  void aTrainingThatIsInterruptedAnywhereEndsWithTheSameBits() throws Exception {
    Classifier undisturbed = network();
    TrainingOutcome expected =
        train(undisturbed, Selection.BEST, NEVER, CheckpointSink.none(), NO_STOP);

    Random random = new Random(20260101);
    for (int round = 0; round < 6; round++) {
      FolderCheckpoints checkpoints =
          new FolderCheckpoints(Files.createDirectory(temporary.resolve("r" + round)));
      AtomicInteger interruptions = new AtomicInteger();
      Classifier survivor = network();
      Optional<TrainingOutcome> outcome = attempt(survivor, checkpoints, random);
      while (outcome.isEmpty()) {
        interruptions.incrementAndGet();
        // Another seed: everything must come from the checkpoint, nothing from a fresh network.
        survivor = Classifier.create(StripesObjective.SPEC, manager, 99);
        outcome = attempt(survivor, checkpoints, random);
      }
      assertThat(interruptions.get()).isPositive();
      assertThat(bits(survivor)).containsExactlyInAnyOrderEntriesOf(bits(undisturbed));
      assertThat(outcome).contains(expected);
    }
  }

  @Test
  void aProcessKilledRightAfterACheckpointLosesNothing() throws Exception {
    Classifier undisturbed = network();
    TrainingOutcome expected =
        train(undisturbed, Selection.LAST, NEVER, CheckpointSink.none(), NO_STOP);

    FolderCheckpoints checkpoints = new FolderCheckpoints(temporary);
    BooleanSupplier kill =
        () -> {
          if (checkpoints.kept() == 12) {
            throw new IllegalStateException("killed");
          }
          return false;
        };
    assertThatThrownBy(() -> train(network(), Selection.LAST, ALWAYS, checkpoints, kill))
        .hasMessage("killed");

    Classifier survivor = Classifier.create(StripesObjective.SPEC, manager, 99);
    TrainingOutcome outcome = train(survivor, Selection.LAST, ALWAYS, checkpoints, NO_STOP);

    assertThat(bits(survivor)).containsExactlyInAnyOrderEntriesOf(bits(undisturbed));
    assertThat(outcome).isEqualTo(expected);
  }

  @Test
  void phasesTrainWhatTheyNameAndLeaveTheRestAsItIs() throws Exception {
    Classifier network = network();
    Map<String, Integer> before = bits(network);
    ParameterSet head = network.parameters().filter(p -> p.name().startsWith("fc."));
    TrainingPhase phase =
        new TrainingPhase(
            "head",
            new StripesObjective(network),
            head,
            new ParameterSet(List.of()),
            1,
            LearningRateSchedule.constant(0.1));

    loop(Selection.LAST, NEVER, CheckpointSink.none(), NO_STOP)
        .run(network.parameters(), List.of(phase), manager);

    Map<String, Integer> after = bits(network);
    List<String> changed = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      boolean buffer = parameter.name().contains("running_");
      if (!buffer && !Objects.equals(after.get(parameter.name()), before.get(parameter.name()))) {
        changed.add(parameter.name());
      }
    }
    assertThat(changed).isEqualTo(head.names());
  }

  @Test
  void theBestEpochIsSelectedOnRequest() throws Exception {
    Classifier network = network();
    TrainingOutcome outcome = train(network, Selection.BEST, NEVER, CheckpointSink.none(), NO_STOP);

    double lowest =
        curve(outcome, "validation/loss").stream()
            .mapToDouble(CurvePoint::value)
            .min()
            .orElseThrow();
    assertThat(outcome.validation()).containsEntry("validation/loss", lowest);
    assertThat(new StripesObjective(network).validate(manager).score()).isEqualTo(-lowest);
  }

  @Test
  void anInfiniteLossStopsTheTrainingAndNamesTheLastGoodCheckpoint() throws Exception {
    Classifier network = network();
    FolderCheckpoints checkpoints = new FolderCheckpoints(temporary);
    TrainingPhase diverging =
        new TrainingPhase(
            "",
            new StripesObjective(network, 1e30f),
            network.parameters(),
            new ParameterSet(List.of()),
            EPOCHS,
            LearningRateSchedule.constant(1e8));

    assertThatThrownBy(
            () ->
                loop(Selection.LAST, NEVER, checkpoints, NO_STOP)
                    .run(network.parameters(), List.of(diverging), manager))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("step 1 (phase 1, epoch 1, batch 1)")
        .hasMessageContaining("learning rate 1.0E8")
        .hasMessageContaining("last good checkpoint: none")
        .hasMessageContaining("Lower the learning rate");
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused() throws Exception {
    FolderCheckpoints checkpoints = new FolderCheckpoints(temporary);
    assertThatThrownBy(() -> train(network(), Selection.LAST, NEVER, checkpoints, () -> true))
        .isInstanceOf(TrainingStoppedException.class);
    TrainingLoop other =
        new TrainingLoop(
            new TrainingLoopSettings("other parameters", OPTIMISER, Selection.LAST, NEVER),
            surroundings(checkpoints, NO_STOP));
    Classifier network = network();

    assertThatThrownBy(() -> other.run(network.parameters(), phases(network, EPOCHS), manager))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("other parameters or inputs");
  }

  @Test
  void theNumberOfLiveArraysIsTheSameAfterThousandsOfSteps() throws Exception {
    Classifier network = network();
    AtomicInteger steps = new AtomicInteger();
    List<Integer> live = new ArrayList<>();
    BooleanSupplier count =
        () -> {
          if (steps.incrementAndGet() % 250 == 0) {
            live.add(LiveArrays.count(manager));
          }
          return false;
        };

    train(network, 400, Selection.LAST, NEVER, CheckpointSink.none(), count);

    assertThat(live).hasSize(8).containsOnly(live.get(0));
    assertThat(live.get(0)).isGreaterThan(network.parameters().size());
  }

  /** Trains for at most eight steps; empty when that was not enough. */
  private Optional<TrainingOutcome> attempt(
      Classifier network, CheckpointSink checkpoints, Random random) throws Exception {
    AtomicInteger steps = new AtomicInteger(1 + random.nextInt(8));
    try {
      return Optional.of(
          train(network, Selection.BEST, NEVER, checkpoints, () -> steps.decrementAndGet() == 0));
    } catch (TrainingStoppedException e) {
      return Optional.empty();
    }
  }

  private static List<CurvePoint> curve(TrainingOutcome outcome, String name) {
    return Objects.requireNonNull(outcome.history().curves().get(name));
  }

  private Classifier network() {
    return Classifier.create(StripesObjective.SPEC, manager, 5);
  }

  private List<TrainingPhase> phases(Classifier network, int epochs) {
    return List.of(
        new TrainingPhase(
            "",
            new StripesObjective(network),
            network.parameters(),
            new ParameterSet(List.of()),
            epochs,
            new LearningRateSchedule(0.05, 3, new LearningRateSchedule.Cosine(epochs * 5L))));
  }

  private TrainingOutcome train(
      Classifier network,
      Selection selection,
      CheckpointPolicy policy,
      CheckpointSink checkpoints,
      BooleanSupplier stop)
      throws Exception {
    return train(network, EPOCHS, selection, policy, checkpoints, stop);
  }

  private TrainingOutcome train(
      Classifier network,
      int epochs,
      Selection selection,
      CheckpointPolicy policy,
      CheckpointSink checkpoints,
      BooleanSupplier stop)
      throws Exception {
    return loop(selection, policy, checkpoints, stop)
        .run(network.parameters(), phases(network, epochs), manager);
  }

  private TrainingLoop loop(
      Selection selection,
      CheckpointPolicy policy,
      CheckpointSink checkpoints,
      BooleanSupplier stop) {
    return new TrainingLoop(
        new TrainingLoopSettings("stripes", OPTIMISER, selection, policy),
        surroundings(checkpoints, stop));
  }

  private TrainingSurroundings surroundings(CheckpointSink checkpoints, BooleanSupplier stop) {
    return new TrainingSurroundings(TrainingListener.none(), checkpoints, temporary, stop);
  }

  private static Map<String, Integer> bits(Classifier network) {
    Map<String, Integer> bits = new HashMap<>();
    for (Parameter parameter : network.parameters()) {
      NDArray array = parameter.array();
      bits.put(parameter.name(), Arrays.hashCode(array.toByteBuffer().array()));
    }
    return bits;
  }
}

package io.stillhouse.training.hint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.checkpoint.CheckpointSink;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.hint.HintSettings.EarlierStages;
import io.stillhouse.training.loop.CheckpointPolicy;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loop.TrainingListener;
import io.stillhouse.training.loop.TrainingLoop;
import io.stillhouse.training.loop.TrainingLoopSettings;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.loop.TrainingSurroundings;
import io.stillhouse.training.network.BranchedClassifier;
import io.stillhouse.training.network.BranchedSpec;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.NetworkSpec;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.objective.TeacherAssignment;
import io.stillhouse.training.optimiser.SgdSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenStagesTest {
  @TempDir Path temporary;

  @Test
  void frozenStagesStayBitForBitWithTheirStatisticsWhileTheNextOneLearns() throws Exception {
    Set<String> changed = changedByThePhase(2, EarlierStages.FREEZE, List.of());

    assertThat(changed)
        .contains(
            "branches.0.layer2.0.conv1.weight",
            "branches.1.layer2.0.conv1.weight",
            "branches.0.layer2.0.bn1.running_mean")
        .allMatch(name -> name.matches("branches\\.[01]\\.layer2\\..*"));
  }

  @Test
  void earlierStagesLearnOnUnlessTheyAreFrozen() throws Exception {
    assertThat(changedByThePhase(2, EarlierStages.TRAIN, List.of()))
        .contains(
            "shared.conv1.weight",
            "shared.bn1.running_mean",
            "shared.layer1.0.conv1.weight",
            "branches.0.layer2.0.conv1.weight")
        .noneMatch(name -> name.contains("layer3") || name.contains("fc"));
  }

  @Test
  void theSingleHintOfOneStageTrainsAllThatLeadsToItEvenWhereEarlierStagesAreFrozen()
      throws Exception {
    assertThat(changedByThePhase(1, EarlierStages.FREEZE, List.of(2)))
        .contains(
            "shared.conv1.weight",
            "shared.bn1.running_mean",
            "shared.layer1.0.conv1.weight",
            "branches.1.layer2.0.conv1.weight")
        .noneMatch(name -> name.contains("layer3") || name.contains("fc"));
  }

  @Test
  void aStageThatIsLeftOutLearnsWithTheNextOne() throws Exception {
    assertThat(changedByThePhase(2, EarlierStages.FREEZE, List.of(1, 3)))
        .contains("branches.0.layer2.0.conv1.weight", "branches.0.layer3.0.conv1.weight")
        .noneMatch(name -> name.startsWith("shared.") || name.contains("fc"));
  }

  @Test
  void stagesMustAscendWithinTheStudent() {
    for (List<Integer> stages : List.of(List.of(2, 1), List.of(4), List.of(0), List.of(1, 1))) {
      assertThatThrownBy(() -> changedByThePhase(1, EarlierStages.TRAIN, stages))
          .isInstanceOf(TrainingInputException.class)
          .hasMessage(
              "stages is "
                  + stages
                  + "; it must name stages of the student, 1 to 3, in ascending order");
    }
  }

  /** Names of what a phase, counted from 1, changed in a student with one shared stage. */
  private Set<String> changedByThePhase(
      int phase, EarlierStages earlierStages, List<Integer> stages) throws Exception {
    NoiseDataset.write(temporary, 24);
    ImageDataset dataset = ImageDataset.open(temporary);
    TorchEngine.start(1);
    try (NDManager manager = NDManager.newBaseManager()) {
      BranchedClassifier student =
          BranchedClassifier.create(
              new BranchedSpec(List.of("resnet8x0.5", "resnet8x0.5"), 1, 8, 8, 1, 2), manager, 1);
      Classifier teacher = Classifier.create(new NetworkSpec("resnet8", 8, 8, 1, 2), manager, 2);
      LearningSettings learning =
          new LearningSettings(
              0.05,
              LearningSettings.Schedule.CONSTANT,
              List.of(),
              0.1,
              0,
              0.9,
              SgdSettings.MomentumForm.NESTEROV,
              5e-4,
              SgdSettings.Decayed.ALL);
      HintSettings settings =
          new HintSettings(
              HintSettings.Method.HINT,
              HintSettings.Flows.DENSE,
              HintSettings.Regressor.WHEN_CHANNELS_DIFFER,
              HintSettings.SpatialMismatch.POOL,
              earlierStages,
              stages,
              List.of());
      List<TrainingPhase> phases =
          new HintCurriculum(settings, learning, 2, 8, Augmentation.NONE, 3)
              .phases(
                  student,
                  List.of(new HintTeacher("teacher", teacher)),
                  TeacherAssignment.of(2, List.of("teacher"), List.of()),
                  dataset,
                  manager);
      TrainingLoop loop =
          new TrainingLoop(
              new TrainingLoopSettings(
                  "hints", learning.sgd(), Selection.LAST, CheckpointPolicy.DEFAULT),
              new TrainingSurroundings(
                  TrainingListener.none(), CheckpointSink.none(), temporary, () -> false));

      if (phase > 1) {
        loop.run(student.parameters(), phases.subList(0, phase - 1), manager);
      }
      Map<String, Integer> before = bits(student);
      Map<String, Integer> teacherBefore = bits(teacher.parameters());
      loop.run(student.parameters(), List.of(phases.get(phase - 1)), manager);

      assertThat(bits(teacher.parameters())).isEqualTo(teacherBefore);
      Map<String, Integer> after = bits(student);
      return before.keySet().stream()
          .filter(name -> !Objects.equals(before.get(name), after.get(name)))
          .collect(Collectors.toSet());
    }
  }

  private static Map<String, Integer> bits(BranchedClassifier network) {
    return bits(network.parameters());
  }

  private static Map<String, Integer> bits(Iterable<Parameter> parameters) {
    Map<String, Integer> bits = new TreeMap<>();
    for (Parameter parameter : parameters) {
      bits.put(parameter.name(), Arrays.hashCode(parameter.array().toFloatArray()));
    }
    return bits;
  }
}

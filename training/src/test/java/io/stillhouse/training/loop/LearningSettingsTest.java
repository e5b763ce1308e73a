package io.stillhouse.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.loop.LearningSettings.Schedule;
import io.stillhouse.training.optimiser.LearningRateSchedule;
import io.stillhouse.training.optimiser.SgdSettings.Decayed;
import io.stillhouse.training.optimiser.SgdSettings.MomentumForm;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningSettingsTest {
  @Test
  void milestonesCountEpochs() {
    LearningRateSchedule rates = settings(Schedule.STEP, List.of(2, 3), 0).rates(4, 10);
    assertThat(rates.at(19)).isEqualTo(0.1);
    assertThat(rates.at(20)).isCloseTo(0.01, within(1e-12));
    assertThat(rates.at(30)).isCloseTo(0.001, within(1e-12));
  }

  @Test
  void aCosineEndsNearNothingWithTheLastStep() {
    LearningRateSchedule rates = settings(Schedule.COSINE, List.of(), 5).rates(4, 10);
    assertThat(rates.at(0)).isCloseTo(0.02, within(1e-12));
    assertThat(rates.at(5)).isCloseTo(0.1, within(1e-12));
    assertThat(rates.at(39)).isBetween(1e-9, 0.001);
  }

  @Test
  void whatContradictsItselfIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                new LearningSettings(
                    0.1,
                    Schedule.STEP,
                    List.of(),
                    0.1,
                    0,
                    0,
                    MomentumForm.NESTEROV,
                    0,
                    Decayed.ALL))
        .isInstanceOf(TrainingInputException.class)
        .hasMessageContaining("there are no milestones")
        .hasMessageContaining("nesterov needs a momentum above 0");
    assertThatThrownBy(() -> settings(Schedule.STEP, List.of(3, 3), 0))
        .hasMessageContaining("[3, 3] are not ascending");
  }

  @Test
  void aWarmUpOfTheWholeTrainingIsRefused() {
    assertThatThrownBy(() -> settings(Schedule.COSINE, List.of(), 40).rates(4, 10))
        .isInstanceOf(TrainingInputException.class)
        .hasMessageContaining("warmupSteps is 40, but there are only 40 steps");
  }

  private static LearningSettings settings(
      Schedule schedule, List<Integer> milestones, int warmup) {
    return new LearningSettings(
        0.1, schedule, milestones, 0.1, warmup, 0.9, MomentumForm.PLAIN, 0, Decayed.ALL);
  }
}

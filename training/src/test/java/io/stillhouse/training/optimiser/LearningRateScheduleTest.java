package io.stillhouse.training.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.stillhouse.training.optimiser.LearningRateSchedule.Constant;
import io.stillhouse.training.optimiser.LearningRateSchedule.Cosine;
import io.stillhouse.training.optimiser.LearningRateSchedule.Milestones;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

  @Test
  void warmUpRisesLinearlyAndEndsAtTheBase() {
    LearningRateSchedule schedule = new LearningRateSchedule(0.1, 4, new Constant());
    assertThat(schedule.at(0)).isCloseTo(0.025, offset(1e-12));
    assertThat(schedule.at(2)).isCloseTo(0.075, offset(1e-12));
    assertThat(schedule.at(3)).isCloseTo(0.1, offset(1e-12));
    assertThat(schedule.at(4)).isEqualTo(0.1);
    assertThat(schedule.at(1_000_000)).isEqualTo(0.1);
  }

  @Test
  void milestonesMultiplyFromTheirStepOn() {
    LearningRateSchedule schedule =
        new LearningRateSchedule(1, 0, new Milestones(List.of(10L, 20L), 0.1));
    assertThat(schedule.at(9)).isEqualTo(1);
    assertThat(schedule.at(10)).isCloseTo(0.1, offset(1e-12));
    assertThat(schedule.at(19)).isCloseTo(0.1, offset(1e-12));
    assertThat(schedule.at(20)).isCloseTo(0.01, offset(1e-12));
  }

  @Test
  void theCosineFallsFromTheEndOfWarmUpToZero() {
    LearningRateSchedule schedule = new LearningRateSchedule(0.4, 10, new Cosine(110));
    assertThat(schedule.at(9)).isCloseTo(0.4, offset(1e-12));
    assertThat(schedule.at(10)).isCloseTo(0.4, offset(1e-12));
    assertThat(schedule.at(60)).isCloseTo(0.2, offset(1e-12));
    assertThat(schedule.at(35)).isCloseTo(0.2 * (1 + Math.sqrt(0.5)), offset(1e-12));
    assertThat(schedule.at(109)).isPositive();
    assertThat(schedule.at(110)).isCloseTo(0, offset(1e-12));
    assertThat(schedule.at(500)).isCloseTo(0, offset(1e-12));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> LearningRateSchedule.constant(Double.NaN))
        .hasMessage("a learning rate must be at least 0 and finite, not NaN");
    assertThatThrownBy(() -> new Milestones(List.of(5L, 5L), 0.1))
        .hasMessage("milestones must ascend: [5, 5]");
    assertThatThrownBy(() -> new Milestones(List.of(), 0))
        .hasMessage("gamma must be in (0, 1], not 0.0");
    assertThatThrownBy(() -> new LearningRateSchedule(1, 10, new Cosine(10)))
        .hasMessage("warm-up of 10 steps leaves none of 10");
  }
}

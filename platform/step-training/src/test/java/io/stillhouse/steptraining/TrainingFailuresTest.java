package io.stillhouse.steptraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.training.checkpoint.CheckpointException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingFailuresTest {
  @Test
  void whatTrainingCannotUseIsWrongInputOfTheStep() {
    CheckpointException failure = new CheckpointException("The checkpoint does not fit");

    assertThatThrownBy(
            () ->
                TrainingFailures.translate(
                    () -> {
                      throw failure;
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("The checkpoint does not fit")
        .hasCause(failure);
  }

  @Test
  void otherFailuresStayAsTheyAre() {
    IOException failure = new IOException("disk full");

    assertThatThrownBy(
            () ->
                TrainingFailures.translate(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void workIsDoneOnce() throws Exception {
    List<String> done = new ArrayList<>();
    TrainingFailures.translate(() -> done.add("work"));
    assertThat(done).containsExactly("work");
  }
}

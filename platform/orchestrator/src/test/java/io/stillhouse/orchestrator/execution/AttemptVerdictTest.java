package io.stillhouse.orchestrator.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.orchestrator.execution.AttemptVerdict.Intervention;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptVerdictTest {
  private static final AttemptExit PREEMPTED =
      new AttemptExit(
          OptionalInt.of(75),
          Optional.of(new PlatformFailure(ErrorClass.PREEMPTION, "The machine was taken back.")));

  @TempDir private Path folder;
  private AttemptVerdict verdict;

  @BeforeEach
  void create() {
    verdict = new AttemptVerdict(ArtifactStores.open(folder));
  }

  private StepError error(ErrorClass committed, AttemptExit exit) {
    StepResult result =
        StepResult.newBuilder()
            .setError(AttemptVerdict.error(committed, "what the step said", ""))
            .build();
    return verdict.error(Optional.of(result), exit, Intervention.NONE, Optional.empty(), "");
  }

  @Test
  void whyAStepWasToldToStopIsSaidByItsPlatform() {
    StepError error = error(ErrorClass.INFRASTRUCTURE, PREEMPTED);

    assertThat(AttemptVerdict.errorClass(error)).isEqualTo(ErrorClass.PREEMPTION);
    assertThat(error.getMessage()).isEqualTo("The machine was taken back.");
  }

  @Test
  void whatAStepFoundWrongItselfIsNotOverruled() {
    assertThat(AttemptVerdict.errorClass(error(ErrorClass.INVALID_INPUT, PREEMPTED)))
        .isEqualTo(ErrorClass.INVALID_INPUT);
  }

  @Test
  void withoutAWordOfThePlatformTheStepsOwnStands() {
    assertThat(error(ErrorClass.INFRASTRUCTURE, AttemptExit.of(75)).getMessage())
        .isEqualTo("what the step said");
  }
}

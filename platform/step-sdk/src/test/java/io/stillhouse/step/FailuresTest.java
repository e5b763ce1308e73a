package io.stillhouse.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.StepError;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void theClassOfAFailureIsThatOfWhatWasThrown() {
    assertClass(new InvalidInputException("x"), ErrorClass.INVALID_INPUT);
    assertClass(new CorruptArtifactException(List.of("x")), ErrorClass.INVALID_INPUT);
    assertClass(new StepStoppedException("x"), ErrorClass.INFRASTRUCTURE);
    assertClass(new StoreException("x", null), ErrorClass.INFRASTRUCTURE);
    assertClass(new OutOfMemoryError("Java heap space"), ErrorClass.OUT_OF_MEMORY);
    assertClass(new IllegalStateException("x"), ErrorClass.APPLICATION);
    assertClass(new AssertionError("x"), ErrorClass.APPLICATION);
  }

  @Test
  void whatFrameworksWrapIsStillFound() {
    Throwable wrapped =
        new RuntimeException("pipeline", new RuntimeException(new InvalidInputException("row 7")));
    StepError error = Failures.describe(wrapped);
    assertThat(error.getErrorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
    assertThat(error.getMessage()).isEqualTo("row 7");
  }

  @Test
  void theDetailTellsWhereTheProgramFailedButNotWhereItFoundBadInput() {
    StepError program = Failures.describe(new IllegalStateException("x"));
    StepError input = Failures.describe(new RuntimeException(new InvalidInputException("row 7")));

    assertThat(program.getDetail()).contains("IllegalStateException: x", "FailuresTest");
    assertThat(input.getDetail()).isEmpty();
  }

  @Test
  void memoryThatNativeCodeLacksIsMemoryToo() {
    assertClass(
        new RuntimeException(
            "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
        ErrorClass.OUT_OF_MEMORY);
    assertClass(
        new RuntimeException("CUDA out of memory. Tried to allocate"), ErrorClass.OUT_OF_MEMORY);
  }

  @Test
  void theExitCodeRepeatsTheClass() {
    assertThat(Failures.exitCode(ErrorClass.INVALID_INPUT)).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(Failures.exitCode(ErrorClass.OUT_OF_MEMORY)).isEqualTo(ExitCode.OUT_OF_MEMORY);
    assertThat(Failures.exitCode(ErrorClass.INFRASTRUCTURE)).isEqualTo(ExitCode.STOPPED);
    assertThat(Failures.exitCode(ErrorClass.APPLICATION)).isEqualTo(ExitCode.APPLICATION_ERROR);
  }

  @Test
  void textIsBoundedAndNeverEmpty() {
    StepError huge = Failures.describe(new IllegalStateException("ı".repeat(1 << 20)));
    assertThat(huge.getMessage()).hasSize(8192).endsWith("...");
    assertThat(huge.getDetail().getBytes(UTF_8).length).isLessThanOrEqualTo(65_536);
    assertThat(Failures.describe(new IllegalStateException()).getMessage())
        .isEqualTo("IllegalStateException");
    assertThat(Failures.describe(new NullPointerException("x is null")).getMessage())
        .isEqualTo("NullPointerException: x is null");
  }

  private static void assertClass(Throwable failure, ErrorClass errorClass) {
    StepError error = Failures.describe(failure);
    assertThat(error.getErrorClass()).isEqualTo(errorClass);
    assertThat(error.getMessage()).contains(String.valueOf(failure.getMessage()));
  }
}

package io.stillhouse.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({
    "1, APPLICATION",
    "2, APPLICATION",
    "3, OUT_OF_MEMORY",
    "64, INVALID_INPUT",
    "75, INFRASTRUCTURE",
    "128, APPLICATION",
    "137, INFRASTRUCTURE",
    "143, INFRASTRUCTURE",
    "255, APPLICATION",
  })
  void anExitCodeSaysWhatKindOfFailureItWas(int code, ErrorClass expected) {
    assertThat(ExitCode.errorClass(code)).contains(expected);
  }

  @Test
  void zeroIsNoFailure() {
    assertThat(ExitCode.errorClass(0)).isEmpty();
    assertThat(ExitCode.of(0)).contains(ExitCode.SUCCESS);
    assertThat(ExitCode.of(7)).isEqualTo(Optional.empty());
  }
}

package io.stillhouse.model.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems();

  @Test
  void aFloodOfWarningsIsCountedAndForbidsNothing() {
    for (int line = 1; line <= 300; line++) {
      problems.warning(at(line), "unused");
    }

    Checked<String> checked = Checked.of(problems, () -> "value");

    assertThat(checked.value()).isEqualTo(Optional.of("value"));
    assertThat(checked.warnings()).hasSize(Problems.MAXIMUM + 1);
    assertThat(checked.warnings().get(Problems.MAXIMUM))
        .hasToString("t.yaml: warning: and 100 more problems that are not shown");
  }

  @Test
  void errorsAreShownHoweverManyWarningsCameBefore() {
    for (int line = 1; line <= 300; line++) {
      problems.warning(at(line), "unused");
    }
    problems.error(at(301), "wrong");

    List<Problem> shown = problems.sorted();

    assertThat(Checked.of(problems, () -> "value").errors().get(0).message()).isEqualTo("wrong");
    assertThat(shown).hasSize(Problems.MAXIMUM + 1);
    assertThat(shown.get(Problems.MAXIMUM).message())
        .isEqualTo("and 101 more problems that are not shown");
  }

  private static Place at(int line) {
    return new Place(new SourceLocation("t.yaml", line, 1), "");
  }
}

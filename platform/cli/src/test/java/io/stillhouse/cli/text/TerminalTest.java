package io.stillhouse.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "STILLHOUSE_TERMINALS",
              " stdout stderr",
              "TERM",
              "xterm-256color",
              "LANG",
              "de_DE.UTF-8"));

  @Test
  void anOrdinaryTerminalHasColoursAndUnicode() {
    Terminal terminal = terminal();

    assertThat(terminal.stdout()).isTrue();
    assertThat(terminal.stderr()).isTrue();
    assertThat(terminal.outStyle().green("ok")).isEqualTo("\u001b[32mok\u001b[0m");
    assertThat(terminal.glyphs()).isEqualTo(Glyphs.UNICODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", ""})
  void aDumbTerminalIsTreatedLikeAFile(String term) {
    variables.put("TERM", term);

    assertThat(terminal().stdout()).isFalse();
    assertThat(terminal().outStyle().green("ok")).isEqualTo("ok");
  }

  @Test
  void noColorTakesColoursButNotTheLiveView() {
    variables.put("NO_COLOR", "1");

    assertThat(terminal().stdout()).isTrue();
    assertThat(terminal().outStyle().green("ok")).isEqualTo("ok");
  }

  @Test
  void aPipeGetsNoColoursWhileTheTerminalBesideItDoes() {
    variables.put("STILLHOUSE_TERMINALS", " stderr");

    assertThat(terminal().outStyle().red("x")).isEqualTo("x");
    assertThat(terminal().errStyle().red("x")).isNotEqualTo("x");
  }

  @Test
  void theMostSpecificLocaleVariableDecidesOnUnicode() {
    variables.put("LC_ALL", "C");

    assertThat(terminal().glyphs()).isEqualTo(Glyphs.ASCII);
  }

  @Test
  void aTerminalWhoseLocaleWasReplacedKeepsAscii() {
    variables.put("LC_ALL", "C.UTF-8");
    variables.put("STILLHOUSE_GLYPHS", "ascii");

    assertThat(terminal().glyphs()).isEqualTo(Glyphs.ASCII);
  }

  @Test
  void theSizeIsReadFromStty() {
    assertThat(SttySize.parse("50 132\n")).contains(new TerminalSize.Size(132, 50));
    assertThat(SttySize.parse("0 0\n")).isEmpty();
    assertThat(SttySize.parse("stty: stdin is not a terminal")).isEmpty();
  }

  private Terminal terminal() {
    return Terminal.of(variables, () -> TerminalSize.DEFAULT);
  }
}

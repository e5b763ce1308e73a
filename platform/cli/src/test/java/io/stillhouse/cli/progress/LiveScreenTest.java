package io.stillhouse.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.cli.text.TerminalSize;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private final StringWriter written = new StringWriter();
  private final LiveScreen screen = new LiveScreen(new PrintWriter(written));

  @Test
  void thePictureIsReplacedInPlace() {
    screen.draw(List.of("first", "second"), new TerminalSize.Size(80, 24));
    assertThat(taken()).isEqualTo("\u001b[?25lfirst\u001b[K\nsecond\u001b[K\n\u001b[J");

    screen.draw(List.of("third"), new TerminalSize.Size(80, 24));
    assertThat(taken()).isEqualTo("\u001b[?25l\u001b[2A\rthird\u001b[K\n\u001b[J");
  }

  @Test
  void linesThatANarrowerWindowWrappedCountAsTheRowsTheyTakeNow() {
    screen.draw(
        List.of("\u001b[31m" + "x".repeat(80) + "\u001b[0m", "short"),
        new TerminalSize.Size(80, 24));
    taken();

    screen.draw(List.of("next"), new TerminalSize.Size(30, 24));

    assertThat(taken()).startsWith("\u001b[?25l\u001b[4A\r");
  }

  @Test
  void theCursorComesBack() {
    screen.draw(List.of("x"), new TerminalSize.Size(80, 24));
    screen.close();

    assertThat(taken()).endsWith("\u001b[?25h");
  }

  private String taken() {
    String text = written.toString();
    written.getBuffer().setLength(0);
    return text;
  }
}

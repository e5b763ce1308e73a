package io.stillhouse.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAlignedAndFiguresStandToTheRight() {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written);

    new Table("STEP", "TIME", "NOTE")
        .row("dataset", "0:07", "")
        .row("teacher-resnet20", "12:34", "cached")
        .print(out, Style.plain());
    out.flush();

    assertThat(written.toString().lines())
        .containsExactly(
            "STEP               TIME  NOTE",
            "dataset            0:07",
            "teacher-resnet20  12:34  cached");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThatThrownBy(() -> new Table("A", "B").row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A row of 1 cells in a table of 2 columns.");
  }
}

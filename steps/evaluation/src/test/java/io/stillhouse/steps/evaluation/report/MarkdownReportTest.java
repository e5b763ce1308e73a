package io.stillhouse.steps.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.v1.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  @Test
  void theShortReportHasHeadlineTableAndComparison() {
    String markdown = MarkdownReport.render(SampleContent.digits().evaluation());

    assertThat(markdown)
        .startsWith(
            "### Distillation helped: +1.93 points over the same network trained from labels alone.\n\n")
        .contains(
            "Gap to the teacher recovered: 62% (95% interval 43% to 81%).",
            "| student | 97.40% | 0.0910 | 0.52% | 0.9730 | 150,660 | 17.0M | 680 µs | 1.19 ms |\n",
            "Right: both 1,930, only the teacher 42, only the student 18, neither 10.");
    assertThat(markdown.length()).isLessThan(3000);
  }

  @Test
  void everyRowOfTheTableHasAsManyCellsAsItsHead() {
    List<String> table =
        MarkdownReport.render(SampleContent.multiLabel())
            .lines()
            .filter(line -> line.startsWith("|"))
            .toList();

    assertThat(table).hasSize(5 + 7);
    assertThat(table.subList(0, 5))
        .allMatch(line -> line.chars().filter(c -> c == '|').count() == 9);
    assertThat(table.subList(5, 12))
        .allMatch(line -> line.chars().filter(c -> c == '|').count() == 8);
  }

  @Test
  void everyLabelHasItsCountsAndItsAreasWithIntervals() {
    assertThat(MarkdownReport.render(SampleContent.multiLabel()))
        .contains(
            "| student | 0.7020 (0.682 to 0.722) |",
            "| Atelectasis | 242 | 1,268 | 0.662 (0.562 to 0.762) | 0.650 (0.550 to 0.750) |"
                + " 0.700 (0.600 to 0.800) | +0.020 (+0.004 to +0.036) |",
            "| Hernia | 0 | 1,510 | – | – | – | – |",
            "| +0.021 |");
  }

  @Test
  void namesCannotBecomeMarkup() {
    Evaluation.Builder evaluation = SampleContent.digits().evaluation().toBuilder();
    evaluation.getModelsBuilder(0).setName("a|b <img> [x](y) `c` @d\n# e");
    String markdown = MarkdownReport.render(evaluation.build());

    assertThat(markdown).doesNotContain("<img>", "[x]", "`c`", "@d", "\n# e");
    assertThat(markdown).contains("| a&#124;b &#60;img&#62; ");
  }

  @Test
  void figuresThatAreNotNumbersAreShownAsSuch() {
    Evaluation.Builder evaluation = SampleContent.digits().evaluation().toBuilder();
    evaluation.getModelsBuilder(4).getClassificationBuilder().setNll(Double.NaN);

    assertThat(MarkdownReport.render(evaluation.build())).contains("| student | 97.40% | NaN |");
  }
}

package io.stillhouse.sweep.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.sweep.page.SweepPage;
import io.stillhouse.sweep.table.SweepTable.Row;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SweepTableTest {
  private static final Measured BASELINE = row("1", 0.90, 0.91, 0.92, 0.93, 0.94);
  private static final Measured BETTER = row("2", 0.93, 0.942, 0.95, 0.961, 0.97);
  private static final Measured SAME = row("4", 0.89, 0.93, 0.91, 0.94, 0.93);
  private static final Measured WORSE = row("8", 0.80, 0.81, 0.83, 0.83, 0.84);
  private static final Measured ALONE = row("16", 0.99);

  private static Measured row(String temperature, double... values) {
    Map<String, Double> bySeed = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      bySeed.put(Integer.toString(i + 1), values[i]);
    }
    return new Measured(Map.of("temperature", temperature), bySeed, 5);
  }

  private static SweepTable table(Goal goal, Optional<Measured> baseline) {
    return SweepTable.of(
        "trial",
        "student.accuracy",
        goal,
        List.of("temperature"),
        "seed",
        List.of(BASELINE, BETTER, SAME, WORSE, ALONE),
        baseline);
  }

  private static List<Optional<Verdict>> verdicts(SweepTable table) {
    return table.rows().stream().map(Row::verdict).toList();
  }

  @Test
  void rowsAreHeldAgainstTheBaselineSeedBySeed() {
    SweepTable table = table(Goal.MAXIMUM, Optional.of(BASELINE));

    assertThat(verdicts(table))
        .containsExactly(
            Optional.of(Verdict.BASELINE),
            Optional.of(Verdict.BETTER),
            Optional.of(Verdict.INCONCLUSIVE),
            Optional.of(Verdict.WORSE),
            Optional.of(Verdict.INCONCLUSIVE));
    Row better = table.rows().get(1);
    assertThat(better.difference().orElseThrow().mean()).isCloseTo(0.0306, within(1e-12));
    // The intervals of the two means overlap: only the pairs tell them apart.
    assertThat(better.estimate().interval().orElseThrow().lower())
        .isLessThan(table.rows().get(0).estimate().interval().orElseThrow().upper());
    assertThat(table.rows())
        .extracting(Row::best)
        .containsExactly(false, false, false, false, true);
    assertThat(table.rows().get(4).probability()).isEmpty();
    assertThat(table.notes())
        .anyMatch(note -> note.contains("Holm's method for 3 comparisons"))
        .anyMatch(note -> note.startsWith("4 runs have no value"));
  }

  @Test
  void whatIsBetterDependsOnTheMetric() {
    SweepTable losses = table(Goal.MINIMUM, Optional.of(BASELINE));
    assertThat(verdicts(losses).subList(1, 4))
        .containsExactly(
            Optional.of(Verdict.WORSE),
            Optional.of(Verdict.INCONCLUSIVE),
            Optional.of(Verdict.BETTER));
    assertThat(losses.rows().get(3).best()).isTrue();
    assertThat(Goal.ofMetric("student.nll")).isEqualTo(Goal.MINIMUM);
    assertThat(Goal.ofMetric("train.seconds")).isEqualTo(Goal.MINIMUM);
    assertThat(Goal.ofMetric("student.accuracy")).isEqualTo(Goal.MAXIMUM);
    assertThat(Goal.ofMetric("gapRecovered")).isEqualTo(Goal.MAXIMUM);
  }

  @Test
  void manyComparisonsNeedMoreThanOne() {
    // By itself p is 0.04; as the smallest of three it is three times that.
    Measured one = row("2", 0.92, 0.911, 0.935, 0.933, 0.96);
    SweepTable alone = against(one);
    SweepTable among = against(one, row("4", 0.91, 0.9, 0.93, 0.93, 0.93), SAME);
    assertThat(alone.rows().get(1).verdict()).contains(Verdict.BETTER);
    assertThat(among.rows().get(1).verdict()).contains(Verdict.INCONCLUSIVE);
    assertThat(among.rows().get(1).probability().orElseThrow())
        .isCloseTo(3 * alone.rows().get(1).probability().orElseThrow(), within(1e-12));
  }

  private static SweepTable against(Measured... others) {
    List<Measured> rows = new java.util.ArrayList<>(List.of(BASELINE));
    rows.addAll(List.of(others));
    return SweepTable.of(
        "s", "m", Goal.MAXIMUM, List.of("temperature"), "seed", rows, Optional.of(BASELINE));
  }

  @Test
  void markdownHasARowEachAndTheBestIsBold() {
    assertThat(MarkdownTable.of(table(Goal.MAXIMUM, Optional.of(BASELINE))))
        .contains(
            "| temperature | student.accuracy | 95% interval | n | difference | 95% interval of it |"
                + " p (Holm) | verdict |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---|\n")
        .contains("| 1 | 0.9200 | 0.9004 to 0.9396 | 5 | - | - | - | baseline |")
        .contains("| 2 | 0.9506 | ")
        .contains("| < 0.0001 | better |".replace("<", "\\<"))
        .contains("| 16 | **0.9900** | - | 1 of 5 | +0.0900 | - | - | inconclusive |");
    assertThat(MarkdownTable.of(table(Goal.MAXIMUM, Optional.empty())))
        .contains("| 1 | 0.9200 | 0.9004 to 0.9396 | 5 |\n")
        .doesNotContain("verdict");
  }

  @Test
  void namesThatMeanSomethingToAFormatAreEscaped() throws Exception {
    String nasty = "<script>a|b*,\"</script>";
    SweepTable table =
        SweepTable.of(
            "trial",
            "student.accuracy",
            Goal.MAXIMUM,
            List.of("name"),
            "",
            List.of(new Measured(Map.of("name", nasty), Map.of("", 0.5), 1)),
            Optional.empty());
    assertThat(MarkdownTable.of(table)).contains("\\<script\\>a\\|b\\*,\"\\</script\\>");
    assertThat(CsvTable.of(List.of(table))).contains("\"<script>a|b*,\"\"</script>\",");
    assertThat(SweepPage.render(List.of(table), "origin")).doesNotContain("<script");
    assertThat(parsed(SweepPage.render(List.of(table), "origin")).getDocumentElement().getTagName())
        .isEqualTo("html");
  }

  @Test
  void thePageIsWellFormedAndDrawsEveryRow() throws Exception {
    String page =
        SweepPage.render(List.of(table(Goal.MAXIMUM, Optional.of(BASELINE))), "Sweep trial");
    Document document = parsed(page);
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("tr").getLength()).isEqualTo(6);
    assertThat(page)
        .contains("student.accuracy is best with temperature=16: 0.9900, not conclusively better")
        .doesNotContain("http");
    // A dot for each of the 21 runs and one for each of the five means.
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(26);
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                page.replace("<!DOCTYPE html>", "").strip().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void figuresHaveTheDigitsThatTheirScaleNeeds() {
    SweepTable seconds =
        SweepTable.of(
            "s",
            "train.seconds",
            Goal.MINIMUM,
            List.of(),
            "seed",
            List.of(new Measured(Map.of(), Map.of("1", 1234.5678, "2", 1236.5), 2)),
            Optional.empty());
    assertThat(MarkdownTable.of(seconds)).contains("| defaults | **1236** |");
    assertThat(JsonTable.of(List.of(seconds))).contains("\"goal\": \"minimum\"");
  }
}

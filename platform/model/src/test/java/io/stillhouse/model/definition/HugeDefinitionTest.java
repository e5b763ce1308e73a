package io.stillhouse.model.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.SourceText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Definitions with as many of something as their bounds allow. The bound on processor time is
 * thirty times what a linear reader takes, and a fraction of what a quadratic one does.
 */
class HugeDefinitionTest {
  private static final String HEADER =
      "apiVersion: stillhouse.io/v1\nkind: Pipeline\nmetadata: {name: p}\n";
  private static final String STEP =
      "steps:\n  - name: one\n    component: dataset-prep\n    parameters:\n";
  private static final Duration LINEAR = Duration.ofSeconds(20);

  @Test
  void tensOfThousandsOfUnknownKeysAreCounted() {
    List<Problem> problems = problems(HEADER + lines(45_000, i -> "k" + i + ": 1"));

    assertThat(problems.get(problems.size() - 1).message())
        .isEqualTo("and 44801 more problems that are not shown");
  }

  @Test
  void tensOfThousandsOfUnusedParametersAreWarnings() {
    List<Problem> problems =
        problems(
            HEADER
                + "parameters:\n"
                + lines(20_000, i -> "  k" + i + ": {type: integer}")
                + STEP
                + "      format: idx\n      source: data\n");

    assertThat(problems.toString()).contains("19800 more problems");
  }

  @Test
  void thousandsOfReferencesToThousandsOfOtherParametersAreCounted() {
    List<Problem> problems =
        problems(
            HEADER
                + "parameters:\n"
                + lines(9_000, i -> "  k" + i + ": {type: integer, default: 1}")
                + STEP
                + lines(9_000, i -> "      m" + i + ": \"${parameters.x" + i + "}\""));

    assertThat(problems.toString()).contains("more problems that are not shown");
  }

  @Test
  void aCircleOfAThousandStepsIsNamedInShort() {
    List<Problem> problems =
        problems(
            HEADER
                + "steps:\n"
                + lines(
                    1_000,
                    i ->
                        "  - {name: s%d, component: dataset-prep, parameters: {format: idx, source: d}, when: \"steps.s%d.metrics['a'] > 1\"}"
                            .formatted(i, (i + 1) % 1_000)));

    assertThat(problems.toString())
        .contains("s0 needs s1 needs s2")
        .contains("needs (988 more) needs s0")
        .doesNotContain("needs s12");
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<Problem> problems(String text) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    Checked<PipelineDefinition> checked =
        new Planner()
            .validate(new SourceText("q.yaml", text), Fixtures.catalog(), OverrideTexts.NONE);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(LINEAR);
    return checked.problems();
  }
}

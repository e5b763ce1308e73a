package io.stillhouse.model.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.SourceText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of a text, reading it ends soon, in a plan or in problems. */
class MutatedDefinitionTest {
  private static final int ROUNDS = 400;

  /** Only tells an end from none: a busy machine may need long for what takes seconds. */
  private static final Duration SOON = Duration.ofMinutes(10);

  private static final ComponentCatalog CATALOG = Fixtures.catalog();

  /** Pieces of text that mean something to the parsers. */
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "${",
          "$${",
          "}}",
          "{{",
          "'",
          "\"",
          ":",
          ": ",
          "- ",
          "\n",
          "\n  ",
          "\t",
          "#",
          "&a ",
          "*a",
          "!!str ",
          "|",
          ">",
          "---\n",
          "...\n",
          "?",
          "null",
          "~",
          "true",
          "0",
          "-1",
          "1e999",
          "99999999999999999999",
          "1.5",
          "item",
          "[item]",
          "[*]",
          "steps.",
          "parameters.",
          ".outputs.",
          ".metrics['",
          "&&",
          "||",
          "!",
          "==",
          "(",
          ")",
          "<",
          "\u0000",
          "\uD800",
          "😀",
          "İ",
          "name",
          "forEach: ",
          "default: ",
          "minimum: ",
          "items: list",
          "pattern: '(a+)+b'",
          "type: list",
          "optional: true",
          "   ");

  private final Random random = new Random(20260131);

  private String mutated(String text) {
    StringBuilder mutant = new StringBuilder(text);
    int mutations = 1 + random.nextInt(3) * random.nextInt(2);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(mutant.length());
      int end = Math.min(mutant.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> mutant.delete(at, end);
        case 1 -> mutant.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> mutant.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        case 3 -> {
          int from = random.nextInt(mutant.length());
          int to = Math.min(mutant.length(), from + random.nextInt(40));
          mutant.insert(at, mutant.substring(from, to));
        }
        default -> {
          List<String> lines = new ArrayList<>(mutant.toString().lines().toList());
          Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
          mutant = new StringBuilder(String.join("\n", lines)).append('\n');
        }
      }
    }
    return mutant.toString();
  }

  private static <T> void assertPlanOrProblems(Checked<T> checked, String text) {
    assertThat(checked.value().isPresent()).as(text).isEqualTo(checked.errors().isEmpty());
    assertThat(checked.problems())
        .as(text)
        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"valid/quickstart.yaml", "valid/everything.yaml"})
  void aMutatedDefinitionGivesAPlanOrProblems(String file) {
    String text = Fixtures.text(file).content();
    assertTimeoutPreemptively(
        SOON,
        () -> {
          int valid = 0;
          for (int i = 0; i < ROUNDS; i++) {
            String mutant = mutated(text);
            Checked<Plan> plan =
                new Planner().plan(new SourceText("m.yaml", mutant), CATALOG, OverrideTexts.NONE);
            assertPlanOrProblems(plan, mutant);
            valid += plan.isValid() ? 1 : 0;
          }
          // Otherwise the mutations would be too small or too large to tell anything.
          assertThat(valid).isBetween(1, ROUNDS * 9 / 10);
        });
  }

  @Test
  void aMutatedComponentGivesAComponentOrProblems() {
    String text = Fixtures.text("components/teacher-pretraining.yaml").content();
    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            String mutant = mutated(text);
            Checked<Component> component =
                new ComponentParser().parse(new SourceText("m.yaml", mutant));
            assertPlanOrProblems(component, mutant);
          }
        });
  }

  @Test
  void aThousandStepsInAChainArePlanned() {
    StringBuilder text = new StringBuilder(head());
    for (int i = 999; i >= 1; i--) {
      text.append(
          """
            - name: s%d
              component: teacher-pretraining
              parameters: {architecture: a}
              inputs: {dataset: "${steps.s0.outputs.dataset}"%s}
          """
              .formatted(
                  i, i == 1 ? "" : ", initial: \"${steps.s" + (i - 1) + ".outputs.model}\""));
    }
    text.append(
        """
          - name: s0
            component: dataset-prep
            parameters: {format: idx, source: x}
        """);
    Checked<Plan> plan =
        assertTimeoutPreemptively(
            SOON,
            () ->
                new Planner()
                    .plan(new SourceText("m.yaml", text.toString()), CATALOG, OverrideTexts.NONE));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.orElseThrow().steps())
        .hasSize(1000)
        .last()
        .satisfies(step -> assertThat(step.name()).isEqualTo("s999"));
  }

  @Test
  void tooManyStepsAreRefused() {
    String step =
        "  - {name: s%d, component: dataset-prep, parameters: {format: idx, source: x}}\n";
    StringBuilder text = new StringBuilder(head());
    for (int i = 0; i < 1001; i++) {
      text.append(step.formatted(i));
    }
    assertThat(
            Fixtures.shown(
                new Planner()
                    .plan(new SourceText("m.yaml", text.toString()), CATALOG, OverrideTexts.NONE)
                    .errors()))
        .contains("m.yaml:5:3 steps: a pipeline has at most 1000 steps");
  }

  @Test
  void fanOutsThatMultiplyAreRefused() {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      items.append(i).append(',');
    }
    String step =
        "  - {name: %s, component: dataset-prep, forEach: [%s],"
            + " parameters: {format: idx, source: x}}\n";
    String text = head() + step.formatted("a", items) + step.formatted("b", items);
    assertThat(
            Fixtures.shown(
                new Planner()
                    .plan(new SourceText("m.yaml", text), CATALOG, OverrideTexts.NONE)
                    .errors()))
        .containsExactly(
            "m.yaml:6:12 steps[b].name: the fan-outs give more than 1000 steps together");
  }

  private static String head() {
    return """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: large}
        steps:
        """;
  }
}

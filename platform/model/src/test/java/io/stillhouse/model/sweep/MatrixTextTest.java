package io.stillhouse.model.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatrixTextTest {
  private static final String PARAMETERS =
      """
      parameters:
        seed: {type: integer, default: 1, minimum: 0}
        epochs: {type: integer, default: 3, minimum: 1}
        rate: {type: number, default: 0.1}
        method: {type: string, default: kd, enum: [kd, '2']}
        branches: {type: list, items: string, default: [resnet8]}
      """;

  private final Problems problems = new Problems();

  private Optional<Matrix> apply(String matrix, Map<String, String> texts) {
    return apply(matrix, texts, Optional.empty());
  }

  private Optional<Matrix> apply(String matrix, Map<String, String> texts, Optional<String> seeds) {
    String head = "apiVersion: stillhouse.io/v1\nkind: Pipeline\nmetadata: {name: p}\n";
    String steps =
        """
        steps:
          - name: teacher
            component: ensemble-finetuning
        """;
    Problems unread = new Problems();
    PipelineDefinition definition =
        new DefinitionParser()
            .draft(
                new SourceText("q.yaml", head + PARAMETERS + matrix + steps),
                Fixtures.catalog(),
                unread)
            .orElseThrow()
            .definition();
    return new MatrixText(definition.parameters(), problems)
        .apply(definition.matrix(), texts, seeds);
  }

  private List<String> words(Optional<Matrix> matrix) {
    return matrix.orElseThrow().points().stream().map(SweepPoint::inWords).toList();
  }

  @Test
  void valuesAreSeparatedByCommasAndTypedByTheirParameter() {
    assertThat(words(apply("", Map.of("seed", "1, 2")))).containsExactly("seed=1", "seed=2");
    assertThat(words(apply("", Map.of("rate", "1,0.5"))))
        .as("a whole number is a number")
        .containsExactly("rate=1.0", "rate=0.5");
    assertThat(words(apply("", Map.of("method", "2,kd")))).containsExactly("method=2", "method=kd");
    assertThat(words(apply("", Map.of("branches", "[a, b],[c]"))))
        .containsExactly("branches=[\"a\",\"b\"]", "branches=[\"c\"]");
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void anAxisOfTheCommandLineReplacesThatOfTheDefinitionAndOthersStay() {
    String matrix = "matrix: {axes: {epochs: [1, 2], seed: [1, 2, 3]}, exclude: [{epochs: 2}]}\n";
    assertThat(words(apply(matrix, Map.of("seed", "7")))).containsExactly("epochs=1 seed=7");
    assertThat(words(apply(matrix, Map.of("epochs", "3", "rate", "0.5,0.25"))))
        .containsExactlyInAnyOrder(
            "epochs=3 rate=0.5 seed=1",
            "epochs=3 rate=0.25 seed=1",
            "epochs=3 rate=0.5 seed=2",
            "epochs=3 rate=0.25 seed=2",
            "epochs=3 rate=0.5 seed=3",
            "epochs=3 rate=0.25 seed=3");
  }

  @Test
  void anotherAxisMayBeTheOneThatIsAveragedOver() {
    Matrix matrix =
        apply("", Map.of("epochs", "1,2", "seed", "1,2"), Optional.of("epochs")).orElseThrow();
    assertThat(matrix.points().get(0).seed()).containsOnlyKeys("epochs");
    assertThat(matrix.points().get(0).combination()).containsOnlyKeys("seed");
  }

  @Test
  void whatIsWrongIsToldWithWhatWasProbablyMeant() {
    apply("", Map.of("epoch", "1"));
    apply("", Map.of("epochs", "0,x"));
    apply("", Map.of("method", "kdd"));
    apply("", Map.of("seed", ""));
    apply("", Map.of("rate", "1,1.0"));
    apply("", Map.of("branches", "[a"));
    assertThat(Fixtures.shown(problems.sorted()))
        .contains(
            "--matrix epoch: the pipeline has no parameter 'epoch'; did you mean epochs",
            "--matrix epochs: 0 is out of range, it must be at least 1",
            "--matrix epochs: is the string \"x\", it must be an integer",
            "--matrix method: the string \"kdd\" is not one of kd, 2; did you mean kd",
            "--matrix seed: needs values with commas between: --matrix seed=1,2,3",
            "--matrix rate: 1.0 stands in this axis already")
        .anyMatch(line -> line.startsWith("--matrix branches: "));
  }

  @Test
  void withoutAnyMatrixThereIsNothingToSweep() {
    assertThat(apply("", Map.of())).isEmpty();
    assertThat(Fixtures.shown(problems.sorted()))
        .containsExactly(
            "--matrix: the definition has no matrix: name the values of a parameter, --matrix"
                + " NAME=A,B");
  }

  @Test
  void seedsAreAnAxisOfTheirOwn() {
    apply("", Map.of("epochs", "1,2"), Optional.of("sed"));
    apply("matrix: {include: [{seed: 4}]}\n", Map.of("seed", "1,2"));
    assertThat(Fixtures.shown(problems.sorted()))
        .containsExactlyInAnyOrder(
            "--seeds: there is no axis 'sed' (there is epochs)",
            "--matrix seed: the definition's 'include' or 'exclude' names it for single"
                + " combinations, so it cannot be the axis of the seeds");
  }
}

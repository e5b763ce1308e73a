package io.stillhouse.model.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.Fixtures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with a matrix. */
class MatrixProblemsTest extends OneMistakeTest {
  private static Arguments matrix(String matrix, String... problems) {
    return mistake("steps:\n", "matrix: " + matrix + "\nsteps:\n", problems);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        matrix("{axes: {epochs: [1, 2], seed: [1, 2]}, exclude: [{epochs: 2}]}"),
        matrix(
            "{axis: {epochs: [1]}}",
            "26:9 matrix: a matrix needs 'axes' or 'include'",
            "26:10 matrix.axis: a matrix has no key 'axis'; did you mean axes"),
        matrix(
            "{axes: {epoch: [1]}}",
            "26:17 matrix.axes.epoch: the pipeline has no parameter 'epoch'; did you mean epochs"),
        matrix(
            "{axes: {epochs: [1, 0, x]}}",
            "26:29 matrix.axes.epochs[1]: 0 is out of range, it must be at least 1 and at most 1000",
            "26:32 matrix.axes.epochs[2]: is the string \"x\", it must be an integer"),
        matrix(
            "{axes: {epochs: [1, 1]}}",
            "26:29 matrix.axes.epochs[1]: 1 stands in this axis already"),
        matrix(
            "{axes: {epochs: []}}",
            "26:25 matrix.axes.epochs: the list is empty, it needs at least one element"),
        matrix(
            "{axes: {seed: [1], epochs: [2]}, seeds: sed}",
            "26:49 matrix.seeds: there is no axis 'sed'; did you mean seed"),
        matrix(
            "{axes: {seed: [1, 2]}, include: [{epochs: 4, seed: 9}]}",
            "26:54 matrix.include[0].seed: every combination has all seeds: leave 'seed' out here"),
        matrix(
            "{axes: {epochs: [1, 2]}, exclude: [{seed: 1}, {teacher: 1}]}",
            "26:45 matrix.exclude[0].seed: there is no axis 'seed' (there is epochs)",
            "26:56 matrix.exclude[1].teacher: the pipeline has no parameter 'teacher'; did you mean"
                + " teachers"),
        matrix(
            "{axes: {epochs: [1]}, exclude: [{epochs: 1}]}",
            "26:9 matrix: the matrix has no run: everything is excluded"),
        matrix(
            "{axes: {epochs: [" + numbers(101) + "], seed: [" + numbers(10) + "]}}",
            "26:9 matrix: the matrix has 1010 runs, at most 1000 are allowed: shorten an axis, or"
                + " exclude combinations"));
  }

  private static String numbers(int last) {
    StringBuilder numbers = new StringBuilder("1");
    for (int number = 2; number <= last; number++) {
      numbers.append(", ").append(number);
    }
    return numbers.toString();
  }

  @Test
  void aParameterWithAFaultOfItsOwnIsReportedOnce() {
    String text =
        quickstart()
            .replace("epochs: {type: integer", "epochs: {type: intger")
            .replace("steps:\n", "matrix: {axes: {epochs: [1, 2]}}\nsteps:\n");
    assertThat(Fixtures.shown(plan(text).problems()))
        .isEqualTo(
            List.of(
                "q.yaml:10:18 parameters.epochs.type: is the string \"intger\", it must be one of"
                    + " string, integer, number, boolean, list, map, source; did you mean integer"));
  }
}

package io.stillhouse.model.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final Map<String, List<Value>> NO_AXES = Map.of();

  private static Map<String, Value> entry(String... namesAndTexts) {
    Map<String, Value> entry = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      entry.put(namesAndTexts[i], new TextValue(namesAndTexts[i + 1]));
    }
    return entry;
  }

  private static List<Value> texts(String... texts) {
    return List.of(texts).stream().<Value>map(TextValue::new).toList();
  }

  private static List<Value> seeds(long last) {
    return LongStream.rangeClosed(1, last).<Value>mapToObj(IntegerValue::new).toList();
  }

  private static Map<String, List<Value>> axes(Object... namesAndValues) {
    Map<String, List<Value>> axes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      @SuppressWarnings("unchecked")
      List<Value> values = (List<Value>) namesAndValues[i + 1];
      axes.put((String) namesAndValues[i], values);
    }
    return axes;
  }

  private static List<String> words(Matrix matrix) {
    return matrix.points().stream().map(SweepPoint::inWords).toList();
  }

  @Test
  void everyCombinationIsRunWithTheFirstSeedBeforeAnyIsRunWithTheNext() {
    Matrix matrix =
        new Matrix(
            axes("seed", seeds(2), "method", texts("kd", "ekd"), "size", texts("s", "l")),
            Optional.of("seed"),
            List.of(),
            List.of());

    assertThat(words(matrix))
        .containsExactly(
            "method=kd size=s seed=1",
            "method=kd size=l seed=1",
            "method=ekd size=s seed=1",
            "method=ekd size=l seed=1",
            "method=kd size=s seed=2",
            "method=kd size=l seed=2",
            "method=ekd size=s seed=2",
            "method=ekd size=l seed=2");
    assertThat(matrix.parameters()).containsExactly("method", "size", "seed");
    assertThat(matrix.points().get(4).combination()).isEqualTo(entry("method", "kd", "size", "s"));
  }

  /** The example of GitHub's documentation of {@code jobs.<job_id>.strategy.matrix.include}. */
  @Test
  void includedCombinationsExtendThoseThatAgreeAndAreNewOtherwise() {
    Matrix matrix =
        new Matrix(
            axes("fruit", texts("apple", "pear"), "animal", texts("cat", "dog")),
            Optional.empty(),
            List.of(),
            List.of(
                entry("color", "green"),
                entry("color", "pink", "animal", "cat"),
                entry("fruit", "apple", "shape", "circle"),
                entry("fruit", "banana"),
                entry("fruit", "banana", "animal", "cat")));

    assertThat(words(matrix))
        .containsExactly(
            "fruit=apple animal=cat color=pink shape=circle",
            "fruit=apple animal=dog color=green shape=circle",
            "fruit=pear animal=cat color=pink",
            "fruit=pear animal=dog color=green",
            "fruit=banana",
            "fruit=banana animal=cat");
  }

  /** The example of GitHub's documentation of {@code jobs.<job_id>.strategy.matrix.exclude}. */
  @Test
  void aPartOfACombinationExcludesAllThatHaveIt() {
    Matrix matrix =
        new Matrix(
            axes(
                "os", texts("macos", "windows"),
                "version", texts("12", "14", "16"),
                "environment", texts("staging", "production")),
            Optional.empty(),
            List.of(
                entry("os", "macos", "version", "12", "environment", "production"),
                entry("os", "windows", "version", "16")),
            List.of());

    assertThat(words(matrix))
        .hasSize(9)
        .doesNotContain(
            "os=macos version=12 environment=production",
            "os=windows version=16 environment=staging",
            "os=windows version=16 environment=production");
  }

  @Test
  void withoutAxesButSeedsTheIncludedCombinationsAreAllThereAre() {
    Matrix matrix =
        new Matrix(
            axes("seed", seeds(2)),
            Optional.of("seed"),
            List.of(),
            List.of(entry("method", "kd"), entry("method", "ekd", "branches", "2")));

    assertThat(words(matrix))
        .containsExactly(
            "method=kd seed=1",
            "method=ekd branches=2 seed=1",
            "method=kd seed=2",
            "method=ekd branches=2 seed=2");
    assertThat(matrix.parameters()).containsExactly("method", "branches", "seed");
  }

  @Test
  void seedsAloneRepeatTheDefaults() {
    Matrix matrix = new Matrix(axes("seed", seeds(3)), Optional.of("seed"), List.of(), List.of());
    assertThat(words(matrix)).containsExactly("seed=1", "seed=2", "seed=3");
    assertThat(SweepPoint.inWords(matrix.points().get(0).combination())).isEqualTo("defaults");
  }

  @Test
  void aThousandRunsAreAllowedAndOneMoreIsNotHoweverLargeTheProduct() {
    Matrix allowed =
        new Matrix(
            axes("a", seeds(10), "b", seeds(10), "seed", seeds(10)),
            Optional.of("seed"),
            List.of(),
            List.of());
    assertThat(MatrixSize.problem(allowed)).isEmpty();
    assertThat(allowed.points()).hasSize(1000).doesNotHaveDuplicates();
    assertThat(
            MatrixSize.problem(
                new Matrix(allowed.axes(), Optional.empty(), List.of(), List.of(entry("c", "x")))))
        .isEmpty();
    assertThat(
            MatrixSize.problem(
                new Matrix(
                    allowed.axes(), allowed.seeds(), List.of(), List.of(entry("a", "none")))))
        .contains(
            "the matrix has 1010 runs, at most 1000 are allowed: shorten an axis, or exclude"
                + " combinations");
    assertThat(
            MatrixSize.problem(
                new Matrix(
                    axes("a", seeds(5000), "b", seeds(5000), "c", seeds(5000), "d", seeds(5000)),
                    Optional.empty(),
                    List.of(),
                    List.of())))
        .hasValueSatisfying(problem -> assertThat(problem).contains("2147483647 runs"));
    assertThat(
            MatrixSize.problem(
                new Matrix(
                    axes("a", texts("x")), Optional.empty(), List.of(entry("a", "x")), List.of())))
        .contains("the matrix has no run: everything is excluded");
  }

  @Test
  void seedsAreAnAxisAndAxesHaveValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Matrix(NO_AXES, Optional.of("seed"), List.of(), List.of()))
        .withMessageContaining("no axis");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Matrix(axes("a", texts()), Optional.empty(), List.of(), List.of()))
        .withMessageContaining("no value");
  }
}

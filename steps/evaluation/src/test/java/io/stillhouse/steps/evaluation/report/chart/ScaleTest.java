package io.stillhouse.steps.evaluation.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.steps.evaluation.report.Curve;
import io.stillhouse.steps.evaluation.report.chart.TradeOffChart.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void linearTicksAreRoundAndCoverTheRange() {
    LinearScale scale = LinearScale.rounded(0.913, 0.987, 100, 0, 5);

    assertThat(scale.lower()).isCloseTo(0.90, within(1e-9));
    assertThat(scale.upper()).isCloseTo(1.00, within(1e-9));
    assertThat(scale.at(scale.lower())).isEqualTo(100);
    assertThat(scale.ticks()).hasSize(6);
  }

  @Test
  void aRangeOfOneValueGetsRoom() {
    assertThat(LinearScale.rounded(0.5, 0.5, 0, 1, 4).at(0.5)).isBetween(0.2, 0.8);
    assertThat(LinearScale.rounded(0, 0, 0, 1, 4).at(0)).isBetween(0.2, 0.8);
  }

  @Test
  void logarithmicTicksAreRoundAndNeitherFewNorMany() {
    assertThat(LogScale.around(78_000, 4_000_000, 0, 1).ticks())
        .contains(100_000.0, 1_000_000.0)
        .hasSizeBetween(2, 7);
    assertThat(LogScale.around(1e-9, 1e9, 0, 1).ticks()).hasSizeBetween(2, 7);
    assertThat(LogScale.around(5, 5, 0, 1).ticks()).contains(5.0);
  }

  @Test
  void theParetoFrontHasNoModelThatAnotherBeats() {
    Point small = new Point("small", "", 1, 0.8);
    Point worse = new Point("worse", "", 2, 0.7);
    Point twin = new Point("twin", "", 1, 0.75);
    Point large = new Point("large", "", 3, 0.9);

    assertThat(TradeOffChart.front(List.of(large, worse, twin, small)))
        .containsExactly(small, large);
  }

  @Test
  void smoothingKeepsALevelAndTheBreaks() {
    double[] steps = IntStream.range(0, 1000).asDoubleStream().toArray();
    double[] values =
        IntStream.range(0, 1000).mapToDouble(i -> i == 500 ? Double.NaN : 3).toArray();
    CurvePoints smooth = CurvePoints.of(new Curve("loss", steps, values)).smoothed();

    assertThat(smooth.size()).isEqualTo(240);
    assertThat(smooth.notFinite()).hasSize(1);
    assertThat(smooth.notFinite().get(0)).isCloseTo(500, within(5.0));
    assertThat(IntStream.range(0, 240).mapToDouble(smooth::value).filter(Double::isFinite))
        .hasSize(239)
        .allSatisfy(value -> assertThat(value).isCloseTo(3, within(1e-9)));
  }
}

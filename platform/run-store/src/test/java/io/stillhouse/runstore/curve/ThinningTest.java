package io.stillhouse.runstore.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void aSpikeIsNeverLost() {
    Random random = new Random(1);
    for (int maximum : new int[] {8, 100, 999}) {
      CurveBuilder builder = new CurveBuilder(10_000);
      int spike = 1 + random.nextInt(9_998);
      int dip = 1 + (spike + 5000) % 9_998;
      for (int i = 0; i < 10_000; i++) {
        builder.add(i, i, i == spike ? 1000 : i == dip ? -1000 : random.nextDouble());
      }
      CurvePoints thin = Thinning.thin(builder.build(), maximum);
      assertThat(thin.size()).isLessThanOrEqualTo(maximum).isGreaterThan(maximum / 2);
      assertThat(positions(thin)).isSorted().contains(0, spike, dip, 9_999);
    }
  }

  @Test
  void aValueThatIsNotFiniteIsSeen() {
    CurveBuilder builder = new CurveBuilder(10_000);
    for (int i = 0; i < 10_000; i++) {
      builder.add(i, i, i == 4321 ? Double.NaN : i > 9000 ? Double.POSITIVE_INFINITY : i % 10);
    }
    CurvePoints thin = Thinning.thin(builder.build(), 50);
    assertThat(thin.size()).isLessThanOrEqualTo(50);
    assertThat(positions(thin)).contains(4321);
    assertThat(thin.value(thin.size() - 1)).isInfinite();
  }

  @Test
  void whatFitsStaysAsItIs() {
    CurveBuilder builder = new CurveBuilder(100);
    for (int i = 0; i < 100; i++) {
      builder.add(i, i, Double.NaN);
    }
    CurvePoints points = builder.build();
    assertThat(Thinning.thin(points, 100)).isSameAs(points);
    assertThat(Thinning.thin(points, 99).size()).isBetween(2, 99);
  }

  private static int[] positions(CurvePoints points) {
    int[] positions = new int[points.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (int) points.position(i);
    }
    return positions;
  }
}

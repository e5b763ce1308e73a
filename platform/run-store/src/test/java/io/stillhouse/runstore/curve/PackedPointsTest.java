package io.stillhouse.runstore.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedPointsTest {

  @Test
  void whatIsPackedComesBackBitForBit() {
    Random random = new Random(1);
    double[] special = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.longBitsToDouble(0x7ff8_0000_0000_0001L)
    };
    for (int size : new int[] {0, 1, 2, 1024, 5000}) {
      CurveBuilder builder = new CurveBuilder(size);
      for (int i = 0; i < size; i++) {
        builder.add(
            i % 50 == 0 ? random.nextLong() : i,
            i % 60 == 0 ? random.nextLong() : 1_700_000_000_000L + 17L * i,
            i < special.length ? special[i] : random.nextGaussian());
      }
      CurvePoints points = builder.build();
      assertThat(unpacked(PackedPoints.pack(points))).isEqualTo(points);
    }
  }

  @Test
  void aTrainingsPointsTakeAboutTenBytesEach() {
    CurveBuilder builder = new CurveBuilder(1024);
    for (int i = 0; i < 1024; i++) {
      builder.add(100_000L + 10L * i, 1_700_000_000_000L + 100L * i, Math.sin(i));
    }
    assertThat(PackedPoints.pack(builder.build()).length).isLessThan(12 * 1024);
  }

  @Test
  void bytesThatAreNoPointsAreRefused() {
    CurveBuilder builder = new CurveBuilder(3);
    for (int i = 0; i < 3; i++) {
      builder.add(i, i, i);
    }
    byte[] good = PackedPoints.pack(builder.build());
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertThatThrownBy(() -> unpacked(longer)).isInstanceOf(IllegalArgumentException.class);
    byte[] other = good.clone();
    other[0] = 9;
    assertThatThrownBy(() -> unpacked(other)).hasMessageContaining("format");
  }

  private static CurvePoints unpacked(byte[] bytes) {
    CurveBuilder builder = new CurveBuilder(0);
    PackedPoints.unpack(bytes, builder);
    return builder.build();
  }
}

package io.stillhouse.training.softlabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.data.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredLogitsTest {
  @Test
  void everyFiniteHalfReadsBackAsItself() {
    HalfPrecision halves = new HalfPrecision();
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = halves.decode((short) bits);
      if (Float.isFinite(value)) {
        assertThat(HalfPrecision.encode(value)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void otherNumbersBecomeTheNearestHalf() {
    HalfPrecision halves = new HalfPrecision();
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      float value = (random.nextFloat() - 0.5f) * 100;
      float stored = halves.decode(HalfPrecision.encode(value));
      assertThat(stored).isCloseTo(value, within(Math.abs(value) / 2047 + 1e-7f));
    }
  }

  @Test
  void aLogitThatNoHalfCanHoldIsRefused() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -70_000}) {
      assertThatThrownBy(() -> HalfPrecision.encode(value))
          .isInstanceOf(SoftLabelsException.class)
          .hasMessageContaining("float16 cannot hold");
    }
  }

  @Test
  void theLargestLogitsComeFirstAndTheTailTakesWhatTheyLeave() {
    float[] logits = {1, 4, 2, 4, 0, -1};
    assertThat(LargestLogits.indices(logits, 3)).containsExactly(1, 3, 2);

    double logSumExp = LargestLogits.logSumExp(logits);
    float tail = LargestLogits.tail(new float[] {4, 4, 2}, (float) logSumExp, 3);
    double total = 2 * Math.exp(4) + Math.exp(2) + 3 * Math.exp(tail);
    assertThat(Math.log(total)).isCloseTo(logSumExp, within(1e-5));
  }

  @Test
  void aTailIsNeverAboveTheSmallestKeptLogitNorNothing() {
    assertThat(LargestLogits.tail(new float[] {5, 5}, 9, 2)).isLessThanOrEqualTo(5);
    // Rounding can leave the tail no probability at all; its logarithm must stay finite.
    assertThat(LargestLogits.tail(new float[] {5}, 4.99f, 2)).isFinite();
  }

  @Test
  void everyCycleOfEpochsShowsEveryViewOnceInAnOrderOfTheImagesOwn() {
    ViewOrder order = new ViewOrder(3, 5);
    Set<List<Integer>> orders = new HashSet<>();
    for (long id = 0; id < 50; id++) {
      for (int cycle = 0; cycle < 3; cycle++) {
        List<Integer> views = new ArrayList<>();
        for (int epoch = 0; epoch < 5; epoch++) {
          views.add(order.view(id, cycle * 5L + epoch));
        }
        assertThat(views).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        orders.add(views);
      }
    }
    assertThat(orders).hasSizeGreaterThan(50);
  }

  @Test
  void piecesOfAShardGiveTheSameFileInWhateverOrderTheyCome(@TempDir Path directory)
      throws Exception {
    Path ordered = directory.resolve("ordered");
    Path shuffled = directory.resolve("shuffled");
    SoftLabelShardFile.write(ordered, 5, 3, List.of(piece(0, 5)));
    SoftLabelShardFile.write(shuffled, 5, 3, List.of(piece(3, 2), piece(0, 3)));

    assertThat(shuffled).hasSameBinaryContentAs(ordered);
    assertThat(Files.size(ordered)).isPositive();
  }

  @Test
  void aShardWithMissingRowsIsNotWritten(@TempDir Path directory) {
    assertThatThrownBy(
            () ->
                SoftLabelShardFile.write(
                    directory.resolve("shard"), 5, 3, List.of(piece(0, 2), piece(3, 2))))
        .hasMessageContaining("rows 2 to 3 are missing or twice there");
  }

  private static SoftLabelRows piece(int first, int rows) {
    SoftLabelRows.Encoder encoder = new SoftLabelRows.Encoder(first, rows, 1, 3, 0);
    for (int row = first; row < first + rows; row++) {
      encoder.id(100 + row);
      encoder.view(new View(row, 1, false), new float[] {row, -row, 0.5f});
    }
    return encoder.encoded();
  }
}

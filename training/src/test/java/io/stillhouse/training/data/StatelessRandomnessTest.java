package io.stillhouse.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StatelessRandomnessTest {
  @Test
  void anEpochVisitsEveryRowOnceInAnOrderOfItsOwn() {
    EpochOrder order = new EpochOrder(3, 1000);

    assertThat(Arrays.stream(order.rows(5)).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(order.rows(5)).isEqualTo(new EpochOrder(3, 1000).rows(5));
    assertThat(order.rows(5)).isNotEqualTo(order.rows(6));
    assertThat(order.rows(5)).isNotEqualTo(new EpochOrder(4, 1000).rows(5));
    assertThat(new EpochOrder(1, 0).rows(0)).isEmpty();
  }

  @Test
  void everyRowIsAsLikelyToComeFirst() {
    int[] first = new int[4];
    for (int epoch = 0; epoch < 8000; epoch++) {
      first[new EpochOrder(9, 4).rows(epoch)[0]]++;
    }

    // Five standard deviations of a binomial count (8000, 1/4).
    for (int count : first) {
      assertThat(count).isCloseTo(2000, Offset.offset(194));
    }
  }

  @Test
  void viewsDependOnSeedImageAndNumberOnly() {
    ViewSampler sampler = new ViewSampler(1, new Augmentation(4, true));

    assertThat(sampler.view(77, 3))
        .isEqualTo(new ViewSampler(1, new Augmentation(4, true)).view(77, 3));
    assertThat(sampler.number(3).view(123, 77)).isEqualTo(sampler.view(77, 3));
    assertThat(IntStream.range(0, 50).mapToObj(n -> sampler.view(77, n)).distinct().count())
        .isGreaterThan(20);
    assertThat(IntStream.range(0, 50).mapToObj(id -> sampler.view(id, 3)).distinct().count())
        .isGreaterThan(20);
  }

  @Test
  void offsetsAndMirrorImagesAreUniformAndIndependent() {
    ViewSampler sampler = new ViewSampler(2, new Augmentation(1, true));
    Map<View, Integer> counts = new HashMap<>();
    for (int id = 0; id < 1800; id++) {
      for (int number = 0; number < 10; number++) {
        counts.merge(sampler.view(id, number), 1, Integer::sum);
      }
    }

    // 3 x 3 x 2 views, 18,000 draws: 1000 each, five standard deviations are 154.
    assertThat(counts).hasSize(18);
    assertThat(counts.values()).allSatisfy(n -> assertThat(n).isCloseTo(1000, Offset.offset(154)));
  }

  @Test
  void withoutAugmentationTheViewIsPlain() {
    ViewSampler sampler = new ViewSampler(2, Augmentation.NONE);

    assertThat(IntStream.range(0, 100).mapToObj(id -> sampler.view(id, 0)))
        .containsOnly(Augmentation.NONE.plainView());
  }

  /** Stored views and results must survive a change of code: these values are a promise. */
  @Test
  void theSequenceIsFixedForever() {
    // Computed by an independent Python reading of the definition.
    assertThat(new CounterRandom(1).bits(2, 3)).isEqualTo(-8833538244055705035L);
    assertThat(new EpochOrder(1, 8).rows(0)).containsExactly(5, 7, 0, 1, 6, 4, 2, 3);
  }
}

package io.stillhouse.training.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SaliencyTest {
  /** From PyTorch: interpolate([[[[1, 2], [3, 5]]]], size=(4, 4), mode='bilinear'). */
  private static final float[] ENLARGED = {
    1, 1.25f, 1.75f, 2, 1.5f, 1.8125f, 2.4375f, 2.75f, 2.5f, 2.9375f, 3.8125f, 4.25f, 3, 3.5f, 4.5f,
    5
  };

  @Test
  void enlargingIsLinearBetweenTheCentres() {
    assertThat(map(2, 1, 2, 3, 5).resized(4, 4).values()).containsExactly(ENLARGED, within(1e-6f));
    assertThat(map(2, 1, 2, 3, 5).resized(2, 2).values()).containsExactly(1, 2, 3, 5);
  }

  @Test
  void gradCamAddsNetworksBeforeItDropsWhatSpeaksAgainstTheClass() {
    LayerMaps first = new LayerMaps(List.of(map(2, 9, 9, 9, 9), map(2, 4, -3, 0, 1)));
    LayerMaps second = new LayerMaps(List.of(map(2, 9, 9, 9, 9), map(2, -2, 1, 1, 3)));

    assertThat(CamMethod.GRAD_CAM.map(List.of(first, second), 2, 2).values())
        .containsExactly(0.5f, 0, 0.25f, 1);
  }

  @Test
  void layerWiseMapsGiveEveryLayerTheSameSay() {
    LayerMaps layers = new LayerMaps(List.of(map(2, 100, -50, 0, 50), map(1, 2)));

    // The first layer gives 1, 0, 0, one half; the second 1 everywhere.
    assertThat(CamMethod.LAYER_WISE.map(List.of(layers), 2, 2).values())
        .containsExactly(new float[] {1, 0.5f, 0.5f, 0.75f}, within(1e-6f));
  }

  @Test
  void similarityIsThatOfThePixels() {
    SaliencyMap map = map(2, 0, 1, 2, 3);

    assertThat(MapSimilarity.correlation(map, map(2, 1, 3, 5, 7))).isCloseTo(1, within(1e-12));
    assertThat(MapSimilarity.correlation(map, map(2, 3, 2, 1, 0))).isCloseTo(-1, within(1e-12));
    assertThat(MapSimilarity.correlation(map, map(2, 1, 1, 1, 1))).isNaN();
    assertThat(MapSimilarity.overlap(map, map, 0.5)).isOne();
    assertThat(MapSimilarity.overlap(map, map(2, 9, 0, 1, 8), 0.5))
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(MapSimilarity.overlap(map, map(2, 0, 0, 0, 8), 0.5)).isEqualTo(0.5);
    assertThat(MapSimilarity.overlap(map, map(2, 0, 0, 0, 0), 0.5)).isNaN();
  }

  @Test
  void deletionTakesTheLargestPixelsFirstAndLeavesTheMean() {
    DeletionGame game = new DeletionGame(2);
    int[] order = DeletionGame.order(map(2, 0.1f, 0.9f, 0, 0.5f), 1);

    assertThat(order).containsExactly(1, 3, 0, 2);
    assertThat(game.images(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, order))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 0, 0, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void theAreaIsThatUnderTheShareThatIsLeft() {
    DeletionGame game = new DeletionGame(4);

    assertThat(game.curve(new double[] {0.8, 0.8, 0.4, 0.2, 0}).left())
        .containsExactly(1, 1, 0.5, 0.25, 0);
    assertThat(game.curve(new double[] {0.8, 0.8, 0.4, 0.2, 0}).area())
        .isCloseTo((1 + 0.75 + 0.375 + 0.125) / 4, within(1e-12));
  }

  @Test
  void randomOrdersHaveEveryPixelOnceAndDependOnTheSeed() {
    int[] order = DeletionGame.randomOrder(50, 3);

    assertThat(Arrays.stream(order).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    assertThat(order).isEqualTo(DeletionGame.randomOrder(50, 3));
    assertThat(order).isNotEqualTo(DeletionGame.randomOrder(50, 4));
    assertThat(DeletionGame.order(map(2, 0, 0, 0, 0), 3)).isEqualTo(DeletionGame.randomOrder(4, 3));
  }

  private static SaliencyMap map(int side, float... values) {
    return new SaliencyMap(side, side, values);
  }
}

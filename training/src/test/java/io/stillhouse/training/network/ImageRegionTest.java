package io.stillhouse.training.network;

import static io.stillhouse.training.golden.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.golden.GoldenFile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Float32 against the float64 references of src/test/python/method_losses.py. */
class ImageRegionTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void aRegionIsEnlargedAsTheReferenceDoesItWhateverTheMemoryLayout() {
    GoldenFile golden = GoldenFile.read("region.json");
    NDArray images = golden.array("images", manager);
    NDArray channelsLast =
        manager
            .create(images.transpose(0, 2, 3, 1).toFloatArray(), new Shape(2, 12, 10, 3))
            .transpose(0, 3, 1, 2);
    List<GoldenFile> cases = golden.objects("cases");
    assertThat(cases).hasSize(4);
    for (GoldenFile reference : cases) {
      RegionCrop crop =
          RegionCrop.of(
              ImageRegion.parse(reference.content().get("region").getAsString()),
              new FeatureShape(3, 12, 10));
      for (NDArray layout : List.of(images, channelsLast)) {
        NDArray enlarged = crop.forward(layout, Mode.EVAL);
        assertThat(enlarged.getShape()).isEqualTo(images.getShape());
        assertClose(enlarged, reference.values("output"), 1e-6);
      }
    }
  }

  @Test
  void aNetworkOfARegionSeesNothingElse() {
    NetworkSpec spec = new NetworkSpec("resnet8x0.5", 16, 16, 3, 4);
    ImageRegion region = ImageRegion.parse("bottom-right");
    try (Classifier local = Classifier.create(spec, region, manager, 3);
        Classifier whole = Classifier.create(spec, manager, 3);
        Classifier folded = local.foldedForInference()) {
      NDArray images = manager.randomNormal(new Shape(2, 3, 16, 16));
      NDArray enlarged = RegionCrop.of(region, spec.image()).forward(images, Mode.EVAL);
      float[] expected = whole.logits(enlarged, Mode.EVAL).toFloatArray();

      assertThat(local.logits(images, Mode.EVAL).toFloatArray()).containsExactly(expected);
      assertThat(folded.logits(images, Mode.EVAL).toFloatArray())
          .containsExactly(expected, within(1e-4f));
      NDArray elsewhere = images.duplicate();
      elsewhere.set(new NDIndex(":, :, 0:8, :"), 9);
      assertThat(local.logits(elsewhere, Mode.EVAL).toFloatArray()).containsExactly(expected);
      assertThat(whole.logits(elsewhere, Mode.EVAL).toFloatArray())
          .isNotEqualTo(whole.logits(images, Mode.EVAL).toFloatArray());
      assertThat(local.parameterCount()).isEqualTo(whole.parameterCount());
    }
  }

  @Test
  void regionsHaveNamesAndNumbers() {
    assertThat(ImageRegion.parse("whole").isWhole()).isTrue();
    assertThat(ImageRegion.parse("0 0 1 1").isWhole()).isTrue();
    assertThat(ImageRegion.parse("bottom-left")).isEqualTo(new ImageRegion(0.5, 0, 0.5, 0.5));
    assertThat(ImageRegion.parse("right")).isEqualTo(ImageRegion.parse("0 .5 1 0.5"));
    assertThat(ImageRegion.parse("0.3 0.25 0.7 0.75").top()).isEqualTo(0.3);
  }

  @Test
  void whatIsNoRegionIsRefused() {
    assertThatThrownBy(() -> ImageRegion.parse("middle"))
        .hasMessageContaining("'middle' is no region; write one of [whole, top, bottom, left,");
    assertThatThrownBy(() -> ImageRegion.parse("0.5 0 0.6 1"))
        .hasMessage(
            "a region from 0.5, 0.0 with height 0.6 and width 1.0 leaves the image, whose height and"
                + " width are 1");
    assertThatThrownBy(() -> ImageRegion.parse("0 0 0 1")).hasMessageContaining("leaves the image");
    assertThatThrownBy(
            () -> RegionCrop.of(ImageRegion.parse("0 0 0.01 1"), new FeatureShape(3, 16, 16)))
        .hasMessageContaining("has no pixel in images of 16 x 16");
  }
}

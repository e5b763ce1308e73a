package io.stillhouse.steps.datasetprep.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.format.Catalogue;
import io.stillhouse.steps.datasetprep.format.Item;
import io.stillhouse.steps.datasetprep.format.PixelReader;
import io.stillhouse.steps.datasetprep.format.PixelSource;
import io.stillhouse.training.data.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SplitsTest {
  @Test
  void sharesSumToTheTotalAndGoByLargestRemainder() {
    assertThat(Apportionment.of(10, new int[] {6, 6, 8})).containsExactly(3, 3, 4);
    assertThat(Apportionment.of(4, new int[] {1, 1, 1, 7})).containsExactly(1, 0, 0, 3);
    assertThat(Apportionment.of(0, new int[] {5})).containsExactly(0);
    assertThat(Apportionment.of(0, new int[0])).isEmpty();
    assertThat(Apportionment.of(7, new int[] {3, 4})).containsExactly(3, 4);
  }

  @Test
  void theOrderOfTheSourceDoesNotMatter() {
    List<Item> items = items(200, 3, 200);
    List<Item> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);

    assertThat(Splits.of(catalogue(reversed, false), request(5, 0.25)))
        .isEqualTo(Splits.of(catalogue(items, false), request(5, 0.25)));
  }

  @Test
  void anotherSeedGivesOtherSplits() {
    List<Item> items = items(200, 3, 200);

    assertThat(Splits.of(catalogue(items, false), request(5, 0.25)))
        .isNotEqualTo(Splits.of(catalogue(items, false), request(6, 0.25)));
  }

  @Test
  void groupsNeverPart() {
    List<Item> items = items(500, 2, 40);
    Map<String, List<Item>> splits =
        Splits.of(
            catalogue(items, true),
            new SplitRequest(1, TrainingPart.examples(300), OptionalInt.empty(), 0.2, 0.3));

    Set<Long> seen = new HashSet<>();
    splits
        .values()
        .forEach(
            split -> {
              Set<Long> groups = split.stream().map(Item::group).collect(Collectors.toSet());
              assertThat(Collections.disjoint(groups, seen)).isTrue();
              seen.addAll(groups);
            });
    assertThat(splits).containsOnlyKeys("train", "validation", "test");
    assertThat(size(splits, "test")).isBetween(80, 100);
    assertThat(size(splits, "train") + size(splits, "validation")).isBetween(280, 300);
  }

  @Test
  void aPartOfTheTrainingImagesHasEachClassInProportionAndLiesInALargerPart() {
    // 300, 180 and 120 images of the three classes.
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      items.add(new Item(i, "file", i, 1, i < 300 ? 0 : i < 480 ? 1 : 2, i));
    }
    Set<Long> smaller = Set.of();
    for (double fraction : new double[] {0.1, 0.2, 0.5, 1}) {
      List<Item> train =
          Splits.of(catalogue(items, false), part(fraction)).getOrDefault("train", List.of());

      assertThat(train).hasSize((int) (600 * fraction));
      assertThat(train.stream().filter(item -> item.label() == 0)).hasSize((int) (300 * fraction));
      assertThat(train.stream().filter(item -> item.label() == 2)).hasSize((int) (120 * fraction));
      Set<Long> ids = train.stream().map(Item::id).collect(Collectors.toSet());
      assertThat(ids).containsAll(smaller);
      smaller = ids;
    }
  }

  @Test
  void aPartIsOfWhatTheTestSplitLeavesAndIncludesValidation() {
    Map<String, List<Item>> splits =
        Splits.of(
            catalogue(items(500, 2, 500), false),
            new SplitRequest(
                1,
                new TrainingPart(OptionalInt.empty(), OptionalDouble.of(0.5)),
                OptionalInt.empty(),
                0.2,
                0.1));

    assertThat(size(splits, "test")).isEqualTo(100);
    assertThat(size(splits, "train")).isEqualTo(180);
    assertThat(size(splits, "validation")).isEqualTo(20);
  }

  @Test
  void aPartAndANumberContradictEachOther() {
    assertThatThrownBy(() -> new TrainingPart(OptionalInt.of(5), OptionalDouble.of(0.5)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "trainExamples and trainFraction both say how much to train with; give one of them");
    assertThatThrownBy(() -> part(0)).hasMessageContaining("trainFraction is 0.0");
    assertThatThrownBy(() -> part(1.5)).hasMessageContaining("trainFraction is 1.5");
  }

  private static SplitRequest part(double fraction) {
    return new SplitRequest(
        3,
        new TrainingPart(OptionalInt.empty(), OptionalDouble.of(fraction)),
        OptionalInt.empty(),
        0,
        0);
  }

  @Test
  void aSplitOfTheSourceIsNotReplaced() {
    Catalogue catalogue =
        new Catalogue(
            Task.MULTICLASS,
            List.of("a", "b"),
            Optional.empty(),
            1,
            new NoPixels(),
            items(10, 2, 10),
            List.of(),
            items(4, 2, 4),
            false);

    assertThatThrownBy(
            () ->
                Splits.of(
                    catalogue, new SplitRequest(1, TrainingPart.ALL, OptionalInt.empty(), 0.5, 0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("testFraction is 0.5 but the source has a test split");
  }

  private static int size(Map<String, List<Item>> splits, String name) {
    return splits.getOrDefault(name, List.of()).size();
  }

  private static SplitRequest request(long seed, double validationFraction) {
    return new SplitRequest(seed, TrainingPart.ALL, OptionalInt.empty(), 0, validationFraction);
  }

  private static Catalogue catalogue(List<Item> train, boolean grouped) {
    return new Catalogue(
        Task.MULTICLASS,
        List.of("a", "b", "c"),
        Optional.empty(),
        1,
        new NoPixels(),
        train,
        List.of(),
        List.of(),
        grouped);
  }

  private static List<Item> items(int count, int classes, int groups) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Item(i, "file", i, 1, i % classes, i % groups));
    }
    return items;
  }

  /** Nobody looks at the images. */
  private record NoPixels() implements PixelSource {
    @Override
    public Set<String> files(Collection<Item> items) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PixelReader open(FilePlaces places) {
      throw new UnsupportedOperationException();
    }
  }
}

package io.stillhouse.steps.datasetprep.split;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.steps.datasetprep.format.Catalogue;
import io.stillhouse.steps.datasetprep.format.Item;
import io.stillhouse.training.data.CounterRandom;
import io.stillhouse.training.data.DatasetInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Assigns a catalogue's images to splits, and orders them inside each. */
public final class Splits {
  private static final long LIMIT_STREAM = 1;
  private static final long TEST_STREAM = 2;
  private static final long VALIDATION_STREAM = 3;
  private static final long ORDER_STREAM = 4;

  private final Catalogue catalogue;
  private final SplitRequest request;
  private final CounterRandom random;

  private Splits(Catalogue catalogue, SplitRequest request) {
    this.catalogue = catalogue;
    this.request = request;
    random = new CounterRandom(request.seed());
  }

  /**
   * The splits train, validation and test (those that have images), each in its final order. All
   * depends on the seed and the images' ids only; images of one group never part.
   *
   * @throws InvalidInputException when no image is left to train with, or a fraction is asked for
   *     of a source that brings that split itself
   */
  public static Map<String, List<Item>> of(Catalogue catalogue, SplitRequest request) {
    return new Splits(catalogue, request).assign();
  }

  private Map<String, List<Item>> assign() {
    if (!catalogue.test().isEmpty() && request.testFraction() > 0) {
      throw new InvalidInputException(
          "testFraction is %s but the source has a test split of its own; set it to 0"
              .formatted(request.testFraction()));
    }
    List<Item> train = catalogue.train();
    List<Item> test = limited(catalogue.test(), request.testExamples());
    if (request.testFraction() > 0) {
      Selection parted = select(train, count(train, request.testFraction()), TEST_STREAM);
      test = limited(parted.chosen(), request.testExamples());
      train = parted.rest();
    }
    train = limited(train, request.trainingPart().limit(train.size()));
    List<Item> validation = catalogue.validation();
    if (validation.isEmpty()) {
      Selection parted =
          select(train, count(train, request.validationFraction()), VALIDATION_STREAM);
      validation = parted.chosen();
      train = parted.rest();
    }
    if (train.isEmpty()) {
      throw new InvalidInputException("no image is left in the train split");
    }
    Map<String, List<Item>> splits = new LinkedHashMap<>();
    put(splits, DatasetInfo.TRAIN, train);
    put(splits, DatasetInfo.VALIDATION, validation);
    put(splits, DatasetInfo.TEST, test);
    return splits;
  }

  private void put(Map<String, List<Item>> splits, String name, List<Item> items) {
    if (!items.isEmpty()) {
      splits.put(name, Selection.shuffled(items, random, ORDER_STREAM));
    }
  }

  private List<Item> limited(List<Item> items, OptionalInt limit) {
    return limit.isPresent() && limit.getAsInt() < items.size()
        ? select(items, limit.getAsInt(), LIMIT_STREAM).chosen()
        : items;
  }

  private Selection select(List<Item> items, int count, long stream) {
    return catalogue.grouped()
        ? Selection.byGroup(items, count, random, stream)
        : Selection.stratified(items, count, random, stream);
  }

  private static int count(List<Item> items, double fraction) {
    return (int) Math.round(items.size() * fraction);
  }
}

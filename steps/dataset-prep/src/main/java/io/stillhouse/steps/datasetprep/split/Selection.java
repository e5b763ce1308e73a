package io.stillhouse.steps.datasetprep.split;

import io.stillhouse.steps.datasetprep.format.Item;
import io.stillhouse.training.data.CounterRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Parts a list of images in two, at random by seed.
 *
 * @param chosen the images that were asked for
 * @param rest the others
 */
record Selection(List<Item> chosen, List<Item> rest) {
  /** Chooses {@code count} images, of each class in proportion. */
  static Selection stratified(List<Item> items, int count, CounterRandom random, long stream) {
    TreeMap<Long, List<Item>> byClass = new TreeMap<>();
    items.forEach(item -> byClass.computeIfAbsent(item.label(), k -> new ArrayList<>()).add(item));
    int[] shares =
        Apportionment.of(
            Math.min(count, items.size()),
            byClass.values().stream().mapToInt(List::size).toArray());
    List<Item> chosen = new ArrayList<>();
    List<Item> rest = new ArrayList<>();
    int c = 0;
    for (List<Item> ofClass : byClass.values()) {
      List<Item> shuffled = shuffled(ofClass, random, stream);
      chosen.addAll(shuffled.subList(0, shares[c]));
      rest.addAll(shuffled.subList(shares[c], shuffled.size()));
      c++;
    }
    return new Selection(chosen, rest);
  }

  /** Chooses whole groups at random while they fit into {@code count} images. */
  static Selection byGroup(List<Item> items, int count, CounterRandom random, long stream) {
    TreeMap<Long, List<Item>> byGroup = new TreeMap<>();
    items.forEach(item -> byGroup.computeIfAbsent(item.group(), k -> new ArrayList<>()).add(item));
    List<Long> order = new ArrayList<>(byGroup.keySet());
    order.sort(
        Comparator.comparing((Long group) -> random.bits(group, stream))
            .thenComparing(Comparator.naturalOrder()));
    List<Item> chosen = new ArrayList<>();
    List<Item> rest = new ArrayList<>();
    for (Long group : order) {
      Collection<Item> members = byGroup.getOrDefault(group, List.of());
      (chosen.size() + members.size() <= count ? chosen : rest).addAll(members);
    }
    return new Selection(chosen, rest);
  }

  /** The images in an order of their own that depends on seed and id only. */
  static List<Item> shuffled(List<Item> items, CounterRandom random, long stream) {
    List<Item> shuffled = new ArrayList<>(items);
    shuffled.sort(
        Comparator.comparingLong((Item item) -> random.bits(item.id(), stream))
            .thenComparingLong(Item::id));
    return shuffled;
  }
}

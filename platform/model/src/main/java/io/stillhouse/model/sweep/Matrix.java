package io.stillhouse.model.sweep;

import io.stillhouse.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs a sweep has: the product of the axes, less what is excluded, with what is included, as
 * in the matrix of GitHub Actions; each of these combinations with every seed.
 *
 * @param axes the values of each parameter, in the order they were written; the seeds among them
 * @param seeds the axis that is averaged over; empty: none
 * @param exclude combinations that are left out: each value must match, other axes do not matter
 * @param include combinations that are added, or extended by further parameters: one extends every
 *     combination of the axes that has the same values where both have any, and is a combination of
 *     its own where there is none
 */
public record Matrix(
    Map<String, List<Value>> axes,
    Optional<String> seeds,
    List<Map<String, Value>> exclude,
    List<Map<String, Value>> include) {

  /** The most runs that a sweep may have. */
  public static final int MAXIMUM_RUNS = 1000;

  /** The axis that is averaged over when nobody names another. */
  public static final String SEED = "seed";

  /**
   * @throws IllegalArgumentException if the seeds are no axis, or an axis has no value
   */
  public Matrix {
    Map<String, List<Value>> copy = new LinkedHashMap<>();
    axes.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    axes = Collections.unmodifiableMap(copy);
    exclude = exclude.stream().map(Matrix::ordered).toList();
    include = include.stream().map(Matrix::ordered).toList();
    if (seeds.isPresent() && !axes.containsKey(seeds.get())) {
      throw new IllegalArgumentException("the seeds " + seeds.get() + " are no axis");
    }
    if (axes.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("an axis has no value");
    }
  }

  private static Map<String, Value> ordered(Map<String, Value> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** All parameters that differ between the runs, in the order they were written; seeds last. */
  public List<String> parameters() {
    Set<String> names = new LinkedHashSet<>(axes.keySet());
    include.forEach(entry -> names.addAll(entry.keySet()));
    seeds.ifPresent(
        name -> {
          names.remove(name);
          names.add(name);
        });
    return List.copyOf(names);
  }

  /** An upper bound of the number of runs, found without expanding. */
  public long atMost() {
    long product = 1;
    for (List<Value> values : axes.values()) {
      product = Math.min(product * values.size(), Integer.MAX_VALUE);
    }
    return product + (long) include.size() * seedValues().size();
  }

  /**
   * The runs: those of the first seed, then those of the next, so that a sweep that is broken off
   * has compared all combinations. Equal combinations are one.
   *
   * @throws IllegalStateException if the axes alone give more than a hundred times the runs that
   *     are allowed: ask {@link #atMost} first
   */
  public List<SweepPoint> points() {
    if (atMost() > 100L * MAXIMUM_RUNS) {
      throw new IllegalStateException("the matrix has up to " + atMost() + " runs");
    }
    List<Map<String, Value>> combinations = combinations();
    List<SweepPoint> points = new ArrayList<>();
    for (Map<String, Value> seed : seedValues()) {
      combinations.forEach(combination -> points.add(new SweepPoint(combination, seed)));
    }
    return points;
  }

  private List<Map<String, Value>> seedValues() {
    return seeds.isEmpty()
        ? List.of(Map.of())
        : axes.getOrDefault(seeds.get(), List.of()).stream()
            .map(value -> Map.of(seeds.get(), value))
            .toList();
  }

  private List<Map<String, Value>> combinations() {
    List<Map<String, Value>> originals = product();
    originals.removeIf(
        candidate ->
            exclude.stream().anyMatch(entry -> candidate.entrySet().containsAll(entry.entrySet())));
    List<Map<String, Value>> extended = new ArrayList<>();
    originals.forEach(original -> extended.add(new LinkedHashMap<>(original)));
    List<Map<String, Value>> added = new ArrayList<>();
    for (Map<String, Value> entry : include) {
      boolean fits = false;
      for (int i = 0; i < originals.size(); i++) {
        if (agrees(entry, originals.get(i))) {
          fits = true;
          extended.get(i).putAll(entry);
        }
      }
      if (!fits) {
        added.add(entry);
      }
    }
    extended.addAll(added);
    return List.copyOf(new LinkedHashSet<>(extended));
  }

  /** Whether an entry says nothing else than a combination of the axes where both say something. */
  private static boolean agrees(Map<String, Value> entry, Map<String, Value> original) {
    return original.entrySet().stream()
        .allMatch(
            axis -> entry.getOrDefault(axis.getKey(), axis.getValue()).equals(axis.getValue()));
  }

  private List<Map<String, Value>> product() {
    List<Map<String, Value>> product = new ArrayList<>();
    boolean onlySeeds = axes.keySet().equals(seeds.map(Set::of).orElse(Set.of()));
    if (onlySeeds && !include.isEmpty()) {
      return product; // the entries are the combinations
    }
    product.add(Map.of());
    for (Map.Entry<String, List<Value>> axis : axes.entrySet()) {
      if (seeds.filter(axis.getKey()::equals).isPresent()) {
        continue;
      }
      List<Map<String, Value>> longer = new ArrayList<>();
      for (Map<String, Value> shorter : product) {
        for (Value value : axis.getValue()) {
          Map<String, Value> combination = new LinkedHashMap<>(shorter);
          combination.put(axis.getKey(), value);
          longer.add(combination);
        }
      }
      product = longer;
    }
    return product;
  }
}

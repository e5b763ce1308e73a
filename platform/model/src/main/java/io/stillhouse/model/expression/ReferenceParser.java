package io.stillhouse.model.expression;

import io.stillhouse.model.problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Parses {@code parameters.NAME}, {@code item}, {@code item.KEY}, {@code steps.NAME...}. */
final class ReferenceParser {
  private static final List<String> ROOTS = List.of("parameters", "item", "steps");

  private final Scanner scanner;
  private final IntFunction<Place> places;

  /**
   * Over a scanner.
   *
   * @param places where a character stands, by its offset
   */
  ReferenceParser(Scanner scanner, IntFunction<Place> places) {
    this.scanner = scanner;
    this.places = places;
  }

  Reference parse() throws ExpressionException {
    int start = scanner.offset();
    return afterRoot(start, scanner.name("parameters, item or steps"));
  }

  Reference afterRoot(int start, String root) throws ExpressionException {
    Place place = places.apply(start);
    switch (root) {
      case "parameters" -> {
        scanner.expect(".", "after parameters");
        return new Reference.ToParameter(scanner.name("the parameter's name"), place);
      }
      case "item" -> {
        return new Reference.ToItem(
            scanner.accept(".")
                ? Optional.of(scanner.name("the name of an entry of the item"))
                : Optional.empty(),
            place);
      }
      case "steps" -> {
        scanner.expect(".", "after steps");
        String step = scanner.name("the step's name");
        return ofStep(step, selector(), place);
      }
      default ->
          throw new ExpressionException(
              start, "there is nothing called '" + root + "' here", root, ROOTS);
    }
  }

  private Selector selector() throws ExpressionException {
    if (!scanner.accept("[")) {
      return new Selector.Single();
    }
    int start = scanner.offset();
    String name = scanner.until(']', "the bracket").strip();
    return switch (name) {
      case "*" -> new Selector.All();
      case "item" -> new Selector.SameItem();
      case "" -> throw new ExpressionException(start, "[ ] needs item, * or the name of an item");
      default -> new Selector.Named(name);
    };
  }

  private String metric() throws ExpressionException {
    int start = scanner.offset();
    if (scanner.accept("['")) {
      String metric = scanner.until('\'', "the name of the metric");
      if (scanner.accept("]")) {
        return metric;
      }
    }
    throw new ExpressionException(start, "a metric is written metrics['NAME']");
  }

  private Reference ofStep(String step, Selector selector, Place place) throws ExpressionException {
    scanner.expect(".", "after the step's name");
    int start = scanner.offset();
    String kind = scanner.name("outputs or metrics");
    switch (kind) {
      case "outputs" -> {
        scanner.expect(".", "after outputs");
        return new Reference.ToOutput(step, selector, scanner.name("the output's name"), place);
      }
      case "metrics" -> {
        return new Reference.ToMetric(step, selector, metric(), place);
      }
      default ->
          throw new ExpressionException(
              start,
              "a step has outputs and metrics, not '" + kind + "'",
              kind,
              List.of("outputs", "metrics"));
    }
  }
}

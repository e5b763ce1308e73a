package io.stillhouse.model.sweep;

import io.stillhouse.model.parameter.Acceptance;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.Severity;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A matrix as it was read, to be held against the parameters of its definition. */
public final class MatrixDraft {
  private final Map<String, Named<List<PlacedValue>>> axes;
  private final Optional<String> seeds;
  private final Place seedsPlace;
  private final List<Map<String, Named<PlacedValue>>> exclude;
  private final List<Map<String, Named<PlacedValue>>> include;
  private final List<String> axisNames;
  private final Place place;

  /**
   * @param axisNames the axes that are written, also those whose values made no sense
   */
  MatrixDraft(
      Map<String, Named<List<PlacedValue>>> axes,
      Optional<String> seeds,
      Place seedsPlace,
      List<Map<String, Named<PlacedValue>>> exclude,
      List<Map<String, Named<PlacedValue>>> include,
      List<String> axisNames,
      Place place) {
    this.axes = axes;
    this.seeds = seeds;
    this.seedsPlace = seedsPlace;
    this.exclude = exclude;
    this.include = include;
    this.axisNames = axisNames;
    this.place = place;
  }

  /**
   * The matrix with its values as the parameters take them. What is wrong is reported.
   *
   * @param parameters the declarations that made sense
   * @param names all parameters that are declared
   * @return nothing only after an error was reported, or one about a declaration
   */
  public Optional<Matrix> check(
      Map<String, ParameterDeclaration> parameters, Collection<String> names, Problems problems) {
    Check check = new Check(parameters, names, problems);
    Map<String, List<Value>> checkedAxes = new LinkedHashMap<>();
    axes.forEach((name, axis) -> checkedAxes.put(name, check.axis(axis)));
    Optional<String> averaged = seeds.or(this::seedAxis);
    if (averaged.isPresent() && !axisNames.contains(averaged.get())) {
      check.fault = true;
      problems.unknown(
          seedsPlace, "there is no axis '" + averaged.get() + "'", averaged.get(), axisNames);
    }
    List<Map<String, Value>> excluded = new ArrayList<>();
    for (Map<String, Named<PlacedValue>> entry : exclude) {
      entry.values().forEach(value -> check.axisOf(value, axisNames, averaged));
      excluded.add(check.combination(entry, averaged));
    }
    List<Map<String, Value>> included = new ArrayList<>();
    include.forEach(entry -> included.add(check.combination(entry, averaged)));
    if (axisNames.isEmpty() && include.isEmpty()) {
      check.fault = true;
      problems.error(place, "a matrix needs 'axes' or 'include'");
    }
    if (check.fault || axes.size() < axisNames.size()) {
      return Optional.empty();
    }
    Matrix matrix = new Matrix(checkedAxes, averaged, excluded, included);
    MatrixSize.problem(matrix).ifPresent(problem -> problems.error(place, problem));
    return Optional.of(matrix);
  }

  private Optional<String> seedAxis() {
    return Optional.of(Matrix.SEED).filter(axisNames::contains);
  }

  /** Holds values against declarations. */
  private static final class Check {
    private final Map<String, ParameterDeclaration> parameters;
    private final Collection<String> names;
    private final Problems problems;
    private boolean fault;

    private Check(
        Map<String, ParameterDeclaration> parameters, Collection<String> names, Problems problems) {
      this.parameters = parameters;
      this.names = names;
      this.problems = problems;
    }

    private List<Value> axis(Named<List<PlacedValue>> axis) {
      Map<Value, Place> seen = new HashMap<>();
      List<Value> values = new ArrayList<>();
      if (!isDeclared(axis)) {
        return values;
      }
      for (PlacedValue written : axis.value()) {
        for (Value value : accepted(axis.name(), written).stream().toList()) {
          if (seen.putIfAbsent(value, written.place()) == null) {
            values.add(value);
          } else {
            error(written.place(), value.canonicalText() + " stands in this axis already");
          }
        }
      }
      return values;
    }

    private Map<String, Value> combination(
        Map<String, Named<PlacedValue>> entry, Optional<String> seeds) {
      Map<String, Value> values = new LinkedHashMap<>();
      for (Named<PlacedValue> named : entry.values()) {
        if (seeds.filter(named.name()::equals).isPresent()) {
          error(
              named.namePlace(),
              "every combination has all seeds: leave '" + named.name() + "' out here");
        } else if (isDeclared(named)) {
          accepted(named.name(), named.value()).ifPresent(value -> values.put(named.name(), value));
        }
      }
      return values;
    }

    private void axisOf(
        Named<PlacedValue> named, Collection<String> axisNames, Optional<String> seeds) {
      if (names.contains(named.name())
          && !axisNames.contains(named.name())
          && !seeds.filter(named.name()::equals).isPresent()) {
        fault = true;
        problems.unknown(
            named.namePlace(), "there is no axis '" + named.name() + "'", named.name(), axisNames);
      }
    }

    private boolean isDeclared(Named<?> named) {
      if (!names.contains(named.name())) {
        fault = true;
        problems.unknown(
            named.namePlace(),
            "the pipeline has no parameter '" + named.name() + "'",
            named.name(),
            names);
      }
      // A declaration with an error of its own was reported where it stands.
      fault |= !parameters.containsKey(named.name());
      return parameters.containsKey(named.name());
    }

    private Optional<Value> accepted(String name, PlacedValue written) {
      Optional<ParameterDeclaration> declaration = Optional.ofNullable(parameters.get(name));
      if (declaration.isEmpty()) {
        return Optional.empty();
      }
      Acceptance acceptance = declaration.get().accept(written.value());
      for (Acceptance.Objection objection : acceptance.objections()) {
        fault = true;
        problems.add(
            new Problem(
                Severity.ERROR,
                written.place().location(),
                written.place().path(),
                (objection.element().isPresent()
                        ? "element " + objection.element().getAsInt() + " "
                        : "")
                    + objection.message(),
                objection.suggestion()));
      }
      return acceptance.value();
    }

    private void error(Place where, String message) {
      fault = true;
      problems.error(where, message);
    }
  }
}

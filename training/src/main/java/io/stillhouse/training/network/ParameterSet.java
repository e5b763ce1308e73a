package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.stillhouse.training.engine.GradientRecording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The arrays of a network, or of a part of it, by unique name and in the order of creation. */
public final class ParameterSet implements Iterable<Parameter> {
  private final Map<String, Parameter> byName;

  /**
   * @throws IllegalArgumentException when two parameters have the same name
   */
  public ParameterSet(List<Parameter> parameters) {
    Map<String, Parameter> map = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (map.put(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException("two parameters are called " + parameter.name());
      }
    }
    byName = Collections.unmodifiableMap(map);
  }

  /** Number of arrays, buffers included. */
  public int size() {
    return byName.size();
  }

  /** The names in order. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * The parameter of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Parameter get(String name) {
    Parameter parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "no parameter is called " + name + "; there are " + names());
    }
    return parameter;
  }

  /** The parameters that satisfy a condition, in the same order. */
  public ParameterSet filter(Predicate<Parameter> condition) {
    return new ParameterSet(stream().filter(condition).toList());
  }

  /** The parameters for which gradients are computed. */
  public ParameterSet trainable() {
    return filter(Parameter::isTrainable);
  }

  /** Excludes all from training. */
  public void freeze() {
    byName.values().forEach(Parameter::freeze);
  }

  /** Includes all but the buffers in training. */
  public void unfreeze() {
    byName.values().forEach(Parameter::unfreeze);
  }

  /** Number of values that training can change: everything except the buffers. */
  public long count() {
    return stream()
        .filter(parameter -> parameter.kind() != ParameterKind.BUFFER)
        .mapToLong(parameter -> parameter.array().size())
        .sum();
  }

  /**
   * Overwrites every parameter, buffers included, with the values of the same name.
   *
   * <p>The given arrays stay open. Nothing is changed unless everything fits.
   *
   * @throws IllegalArgumentException naming every missing, superfluous or differently shaped array
   */
  public void load(Map<String, NDArray> values) {
    List<String> problems = new ArrayList<>();
    for (Parameter parameter : this) {
      NDArray value = values.get(parameter.name());
      if (value == null) {
        problems.add(parameter.name() + " is missing");
      } else if (!value.getShape().equals(parameter.array().getShape())) {
        problems.add(
            parameter.name()
                + " has shape "
                + value.getShape()
                + " instead of "
                + parameter.array().getShape());
      }
    }
    for (String name : values.keySet()) {
      if (!byName.containsKey(name)) {
        problems.add(name + " is not part of this network");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "these weights do not fit the network: " + String.join("; ", problems));
    }
    try (GradientRecording ignored = GradientRecording.off()) {
      for (Parameter parameter : this) {
        parameter.array().set(new NDIndex(":"), values.get(parameter.name()));
      }
    }
  }

  /** The arrays by name; they stay owned by the network. */
  public Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    byName.forEach((name, parameter) -> arrays.put(name, parameter.array()));
    return arrays;
  }

  public Stream<Parameter> stream() {
    return byName.values().stream();
  }

  @Override
  public Iterator<Parameter> iterator() {
    return byName.values().iterator();
  }
}

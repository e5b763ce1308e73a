package io.stillhouse.step;

import io.stillhouse.v1.Value;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Parameters by name, with the types that they should have. Everything that is missing or has
 * another type gives an {@link InvalidInputException} that names the parameter.
 */
public final class Parameters {
  private final String path;
  private final Map<String, Value> values;

  private Parameters(String path, Map<String, Value> values) {
    this.path = path;
    this.values = Map.copyOf(values);
  }

  /** Parameters as they stand in a task. */
  public static Parameters of(Map<String, Value> values) {
    return new Parameters("", values);
  }

  /** The names that have a value, sorted. */
  public Set<String> names() {
    return new TreeSet<>(values.keySet());
  }

  /** Whether a parameter has a value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  public String string(String name) {
    return text(qualified(name), required(name));
  }

  public Optional<String> optionalString(String name) {
    return optional(name, Parameters::text);
  }

  /** A whole number of 32 bits. */
  public int integer(String name) {
    return integer(qualified(name), required(name));
  }

  public OptionalInt optionalInteger(String name) {
    return has(name) ? OptionalInt.of(integer(name)) : OptionalInt.empty();
  }

  /** A whole number of 64 bits, such as a seed. */
  public long longInteger(String name) {
    return whole(qualified(name), required(name));
  }

  public OptionalLong optionalLongInteger(String name) {
    return has(name) ? OptionalLong.of(longInteger(name)) : OptionalLong.empty();
  }

  /** A finite number; whole numbers are numbers too. */
  public double number(String name) {
    return real(qualified(name), required(name));
  }

  public OptionalDouble optionalNumber(String name) {
    return has(name) ? OptionalDouble.of(number(name)) : OptionalDouble.empty();
  }

  public boolean bool(String name) {
    return truth(qualified(name), required(name));
  }

  public Optional<Boolean> optionalBool(String name) {
    return optional(name, Parameters::truth);
  }

  /** One of an enum's constants, written in lower case with hyphens or as the constant itself. */
  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    String text = string(name);
    List<String> choices = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String spelled = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (text.equals(spelled) || text.equals(constant.name())) {
        return constant;
      }
      choices.add(spelled);
    }
    throw new InvalidInputException(
        "parameter " + qualified(name) + " is '" + text + "'; it must be one of " + choices);
  }

  public List<String> strings(String name) {
    return list(name, Parameters::text);
  }

  public List<Integer> integers(String name) {
    return list(name, Parameters::integer);
  }

  public List<Double> numbers(String name) {
    return list(name, Parameters::real);
  }

  /** A mapping, as parameters of its own; their errors say {@code name.key}. */
  public Parameters map(String name) {
    return mapping(qualified(name), required(name));
  }

  public Optional<Parameters> optionalMap(String name) {
    return optional(name, Parameters::mapping);
  }

  /** A list of mappings; their errors say {@code name[0].key}. */
  public List<Parameters> maps(String name) {
    return list(name, Parameters::mapping);
  }

  /** Data outside the store: an absolute path, or a {@code file} URI. It need not exist. */
  public Path source(String name) {
    String text = string(name);
    try {
      Path source = text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
      if (source.isAbsolute()) {
        return source;
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "parameter " + qualified(name) + " is '" + text + "', which is not a path", e);
    }
    throw new InvalidInputException(
        "parameter " + qualified(name) + " is '" + text + "'; it must be an absolute path");
  }

  private String qualified(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Value required(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new InvalidInputException(
          "parameter " + qualified(name) + " has no value; there are values for " + names());
    }
    return value;
  }

  private <T> Optional<T> optional(String name, BiFunction<String, Value, T> reading) {
    @Nullable Value value = values.get(name);
    return value == null ? Optional.empty() : Optional.of(reading.apply(qualified(name), value));
  }

  private <T> List<T> list(String name, BiFunction<String, Value, T> reading) {
    Value value = required(name);
    if (!value.hasListValue()) {
      throw wrongType(qualified(name), value, "a list");
    }
    List<T> list = new ArrayList<>();
    for (Value element : value.getListValue().getValuesList()) {
      list.add(reading.apply(qualified(name) + "[" + list.size() + "]", element));
    }
    return List.copyOf(list);
  }

  private static String text(String name, Value value) {
    if (!value.hasStringValue()) {
      throw wrongType(name, value, "text");
    }
    return value.getStringValue();
  }

  private static long whole(String name, Value value) {
    if (!value.hasIntegerValue()) {
      throw wrongType(name, value, "a whole number");
    }
    return value.getIntegerValue();
  }

  private static int integer(String name, Value value) {
    long whole = whole(name, value);
    if (whole != (int) whole) {
      throw new InvalidInputException(
          "parameter " + name + " is " + whole + "; it must fit into 32 bits");
    }
    return (int) whole;
  }

  private static double real(String name, Value value) {
    if (value.hasIntegerValue()) {
      return value.getIntegerValue();
    }
    if (!value.hasNumberValue() || !Double.isFinite(value.getNumberValue())) {
      throw wrongType(name, value, "a finite number");
    }
    return value.getNumberValue();
  }

  private static boolean truth(String name, Value value) {
    if (!value.hasBooleanValue()) {
      throw wrongType(name, value, "true or false");
    }
    return value.getBooleanValue();
  }

  private static Parameters mapping(String name, Value value) {
    if (!value.hasMapValue()) {
      throw wrongType(name, value, "a mapping");
    }
    return new Parameters(name, value.getMapValue().getEntriesMap());
  }

  private static InvalidInputException wrongType(String name, Value value, String wanted) {
    String found =
        switch (value.getKindCase()) {
          case STRING_VALUE -> "the text '" + value.getStringValue() + "'";
          case INTEGER_VALUE -> "the whole number " + value.getIntegerValue();
          case NUMBER_VALUE -> "the number " + value.getNumberValue();
          case BOOLEAN_VALUE -> String.valueOf(value.getBooleanValue());
          case LIST_VALUE -> "a list";
          case MAP_VALUE -> "a mapping";
          case KIND_NOT_SET -> "nothing";
        };
    return new InvalidInputException(
        "parameter " + name + " is " + found + "; it must be " + wanted);
  }
}

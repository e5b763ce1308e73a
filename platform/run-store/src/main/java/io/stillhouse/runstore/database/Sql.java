package io.stillhouse.runstore.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that grows. Whatever comes from outside is a parameter, never part of the text. For
 * one thread.
 */
public final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> parameters = new ArrayList<>();

  /** A statement that begins like this. */
  public Sql(String text, @Nullable Object... parameters) {
    add(text, parameters);
  }

  /** Adds text with as many parameters as it has question marks: numbers, texts, bytes, or null. */
  public Sql add(String more, @Nullable Object... values) {
    text.append(more);
    Collections.addAll(parameters, values);
    return this;
  }

  /** Adds another statement's text and parameters. */
  public Sql add(Sql other) {
    text.append(other.text);
    parameters.addAll(other.parameters);
    return this;
  }

  /** Adds a list of values in parentheses; none of the values is in an empty one. */
  public Sql addList(Collection<? extends Object> values) {
    if (values.isEmpty()) {
      text.append("(NULL)");
      return this;
    }
    text.append('(').append("?, ".repeat(values.size() - 1)).append("?)");
    parameters.addAll(values);
    return this;
  }

  /** The text, with a question mark for each parameter. */
  public String text() {
    return text.toString();
  }

  /** The parameters in order. */
  public List<@Nullable Object> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  @Override
  public String toString() {
    return text + " " + parameters;
  }
}

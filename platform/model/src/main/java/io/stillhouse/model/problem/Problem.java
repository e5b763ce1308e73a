package io.stillhouse.model.problem;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a text.
 *
 * @param severity whether the text can be used all the same
 * @param location where
 * @param path where, in names; possibly empty
 * @param message what is wrong and what to do about it
 * @param suggestion the word that was probably meant
 */
public record Problem(
    Severity severity,
    SourceLocation location,
    String path,
    String message,
    @Nullable String suggestion) {

  /** {@code file:line:column path: problem; did you mean X}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(location);
    if (!path.isEmpty()) {
      text.append(' ').append(path);
    }
    text.append(": ");
    if (severity == Severity.WARNING) {
      text.append("warning: ");
    }
    text.append(message);
    if (suggestion != null) {
      text.append("; did you mean ").append(suggestion);
    }
    return text.toString();
  }
}

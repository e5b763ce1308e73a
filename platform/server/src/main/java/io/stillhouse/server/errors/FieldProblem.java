package io.stillhouse.server.errors;

/**
 * A field of a request that is wrong.
 *
 * @param field its name in the message, with dots between: {@code parameters.epochs}; for a problem
 *     inside a text the place follows, {@code source:12:3}
 * @param problem what is wrong and what to do about it
 */
public record FieldProblem(String field, String problem) {
  @Override
  public String toString() {
    return field + ": " + problem;
  }
}

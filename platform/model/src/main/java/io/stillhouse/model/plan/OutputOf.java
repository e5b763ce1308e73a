package io.stillhouse.model.plan;

/**
 * An output of a planned step.
 *
 * @param step the planned step's name
 * @param output the output's name
 */
public record OutputOf(String step, String output) {
  @Override
  public String toString() {
    return step + "." + output;
  }
}

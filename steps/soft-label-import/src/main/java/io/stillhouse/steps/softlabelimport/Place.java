package io.stillhouse.steps.softlabelimport;

/**
 * Where in a file something stands.
 *
 * @param unit what is counted: {@code line} from 1, {@code row} from 0
 * @param number its number
 */
record Place(String unit, long number) {
  @Override
  public String toString() {
    return unit + " " + number;
  }
}

package io.stillhouse.runstore.filter;

/**
 * A word of a filter.
 *
 * @param text the word without quotes
 * @param position where it stands, counted from 0
 * @param form how it was written
 */
record Word(String text, int position, Form form) {

  /** How a word can be written. */
  enum Form {
    BARE,
    QUOTED
  }

  boolean isBare() {
    return form == Form.BARE;
  }
}

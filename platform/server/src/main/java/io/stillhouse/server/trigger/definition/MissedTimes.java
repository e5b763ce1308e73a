package io.stillhouse.server.trigger.definition;

/** What becomes of times that a schedule named while no server was there. */
public enum MissedTimes {
  /** The last of them makes an event. */
  LAST("last"),
  /** Each of them does. */
  ALL("all"),
  /** None does. */
  SKIP("skip");

  private final String yamlName;

  MissedTimes(String yamlName) {
    this.yamlName = yamlName;
  }

  /** The word in a text. */
  public String yamlName() {
    return yamlName;
  }
}

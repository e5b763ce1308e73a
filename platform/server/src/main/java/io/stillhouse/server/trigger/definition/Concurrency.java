package io.stillhouse.server.trigger.definition;

/** What becomes of an event while a run of its trigger is at work. */
public enum Concurrency {
  /** It waits for its turn. */
  QUEUE("queue"),
  /** The run is canceled; of events that wait, only the newest starts. */
  REPLACE("replace"),
  /** It starts nothing. */
  SKIP("skip");

  private final String yamlName;

  Concurrency(String yamlName) {
    this.yamlName = yamlName;
  }

  /** The word in a text. */
  public String yamlName() {
    return yamlName;
  }
}

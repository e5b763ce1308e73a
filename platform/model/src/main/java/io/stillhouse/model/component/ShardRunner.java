package io.stillhouse.model.component;

/** Who does a step's work on many shards. */
public enum ShardRunner {
  /** The step's own process, with the step's threads. */
  DIRECT("direct"),
  /** The TaskManagers of a Flink session. */
  FLINK("flink");

  private final String yamlName;

  ShardRunner(String yamlName) {
    this.yamlName = yamlName;
  }

  /** Its name in definitions. */
  public String yamlName() {
    return yamlName;
  }
}

package io.stillhouse.model.definition;

/** Whether a step that waits for a node may push less important pods from one. */
public enum PreemptionPolicy {
  /** It may. */
  PREEMPT_LOWER_PRIORITY("PreemptLowerPriority"),
  /** It waits until there is room. */
  NEVER("Never");

  private final String yamlName;

  PreemptionPolicy(String yamlName) {
    this.yamlName = yamlName;
  }

  /** Its name in Kubernetes. */
  public String yamlName() {
    return yamlName;
  }
}

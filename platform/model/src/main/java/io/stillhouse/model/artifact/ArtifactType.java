package io.stillhouse.model.artifact;

import java.util.Arrays;
import java.util.Optional;

/** What an artifact contains, and so what it may be wired to. */
public enum ArtifactType {
  /** Images and labels in shards, with statistics. */
  DATASET("Dataset"),
  /** A network's description and weights. */
  MODEL("Model"),
  /** A teacher's stored logits, aligned with the shards of one dataset. */
  SOFT_LABELS("SoftLabels"),
  /** Measured values, as proto JSON. */
  METRICS("Metrics"),
  /** Something a person reads. */
  REPORT("Report");

  private final String yamlName;

  ArtifactType(String yamlName) {
    this.yamlName = yamlName;
  }

  /** The type's name in YAML: {@code SoftLabels}. */
  public String yamlName() {
    return yamlName;
  }

  /** The type of that name in YAML, if there is one. */
  public static Optional<ArtifactType> ofYamlName(String name) {
    return Arrays.stream(values()).filter(type -> type.yamlName.equals(name)).findFirst();
  }
}

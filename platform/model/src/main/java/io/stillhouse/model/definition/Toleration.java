package io.stillhouse.model.definition;

import java.util.Optional;

/**
 * A taint that is tolerated, with the meaning it has in Kubernetes.
 *
 * @param key the taint's key; empty with {@code EXISTS}: every taint
 * @param operator how the taint is compared
 * @param value the taint's value, with {@code EQUAL}
 * @param effect the effect tolerated; empty: every effect
 * @param tolerationSeconds how long a {@code NO_EXECUTE} taint is tolerated, 0 or more; empty: for
 *     ever
 */
public record Toleration(
    Optional<String> key,
    Operator operator,
    Optional<String> value,
    Optional<Effect> effect,
    Optional<Long> tolerationSeconds) {

  /** How a taint is compared. */
  public enum Operator {
    /** Key and value are the same. */
    EQUAL("Equal"),
    /** The key is the same. */
    EXISTS("Exists");

    private final String yamlName;

    Operator(String yamlName) {
      this.yamlName = yamlName;
    }

    /** Its name in Kubernetes. */
    public String yamlName() {
      return yamlName;
    }
  }

  /** What a taint does to a pod that does not tolerate it. */
  public enum Effect {
    /** No new pod. */
    NO_SCHEDULE("NoSchedule"),
    /** No new pod if it can be helped. */
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    /** Running pods leave as well. */
    NO_EXECUTE("NoExecute");

    private final String yamlName;

    Effect(String yamlName) {
      this.yamlName = yamlName;
    }

    /** Its name in Kubernetes. */
    public String yamlName() {
      return yamlName;
    }
  }

  /**
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public Toleration {
    problem(key, operator, value, effect, tolerationSeconds)
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(text);
            });
  }

  /** What Kubernetes would say against these parts together, if anything. */
  public static Optional<String> problem(
      Optional<String> key,
      Operator operator,
      Optional<String> value,
      Optional<Effect> effect,
      Optional<Long> tolerationSeconds) {
    if (operator == Operator.EQUAL && key.isEmpty()) {
      return Optional.of("a toleration without a key needs the operator Exists");
    }
    if (operator == Operator.EXISTS && value.isPresent()) {
      return Optional.of("a toleration with the operator Exists has no value");
    }
    if (tolerationSeconds.isPresent() && !effect.equals(Optional.of(Effect.NO_EXECUTE))) {
      return Optional.of("tolerationSeconds needs the effect NoExecute");
    }
    if (tolerationSeconds.isPresent() && tolerationSeconds.get() < 0) {
      return Optional.of("tolerationSeconds must be 0 or more");
    }
    return Optional.empty();
  }
}

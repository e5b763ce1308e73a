package io.stillhouse.model.shape;

/**
 * A declared key of an object.
 *
 * @param <T> what its value is read into
 * @param name the key
 * @param shape the shape of its value
 * @param need whether it must be there
 * @param description what it means, shown by editors
 */
public record Key<T>(String name, Shape<T> shape, Need need, String description) {
  /** Whether a key must be there. */
  public enum Need {
    /** It must. */
    REQUIRED,
    /** It may be left out. */
    OPTIONAL
  }

  /** A key that must be there. */
  public static <T> Key<T> required(String name, Shape<T> shape, String description) {
    return new Key<>(name, shape, Need.REQUIRED, description);
  }

  /** A key that may be left out. */
  public static <T> Key<T> optional(String name, Shape<T> shape, String description) {
    return new Key<>(name, shape, Need.OPTIONAL, description);
  }
}

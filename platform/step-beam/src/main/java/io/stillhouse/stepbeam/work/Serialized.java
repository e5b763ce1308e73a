package io.stillhouse.stepbeam.work;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/** Objects as bytes, between processes that run the same jars. */
public final class Serialized {
  private Serialized() {}

  /**
   * An object as bytes.
   *
   * @throws UncheckedIOException if a part of it cannot be serialized
   */
  public static byte[] write(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(object.getClass() + " cannot be sent to workers", e);
    }
    return bytes.toByteArray();
  }

  /** The object that was written, its classes loaded like this one. */
  public static Object read(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("what was sent cannot be read: " + e, e);
    }
  }
}

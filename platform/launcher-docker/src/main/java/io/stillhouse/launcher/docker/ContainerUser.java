package io.stillhouse.launcher.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who a container runs as, in numbers.
 *
 * @param uid the user
 * @param gid the group
 */
record ContainerUser(int uid, int gid) {
  /** The user of the images, who owns nothing. */
  static final ContainerUser NOBODY = new ContainerUser(65532, 65532);

  /** In an engine without root, the user who runs the engine. */
  static final ContainerUser ROOT = new ContainerUser(0, 0);

  /** The user of a setting, {@code uid} or {@code uid:gid}. */
  static ContainerUser parse(String text) {
    String[] numbers = text.split(":", -1);
    int uid = Integer.parseInt(numbers[0]);
    return new ContainerUser(uid, numbers.length > 1 ? Integer.parseInt(numbers[1]) : uid);
  }

  /** Who owns a file or folder, and so may read and write it. */
  static ContainerUser ownerOf(Path file) {
    try {
      return new ContainerUser(
          (int) Files.getAttribute(file, "unix:uid"), (int) Files.getAttribute(file, "unix:gid"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look up who owns " + file, e);
    }
  }

  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}

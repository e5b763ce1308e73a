package io.stillhouse.images;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A jar on the class path of an image.
 *
 * @param library what it is called in Maven's repository; empty for a jar of this installation
 */
record Jar(Path path, Optional<MavenCoordinates> library) {
  /** A jar below the installation's folder is its own, any other comes from a repository. */
  static Jar of(Path path, Path home) {
    Path normal = path.toAbsolutePath().normalize();
    return new Jar(
        normal,
        normal.startsWith(home) ? Optional.empty() : Optional.of(MavenCoordinates.of(normal)));
  }

  boolean isOwn() {
    return library.isEmpty();
  }

  String fileName() {
    return path.getFileName().toString();
  }

  /** Jars of the same identity are versions of one thing. */
  String identity() {
    return library.map(MavenCoordinates::versionless).orElseGet(this::fileName);
  }
}

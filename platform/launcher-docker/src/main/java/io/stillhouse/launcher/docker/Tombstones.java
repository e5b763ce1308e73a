package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import io.stillhouse.launch.LaunchRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Containers that are never started and only keep their names from being used: whoever comes later
 * to launch the attempt finds it given up. They are made of an empty image of their own, as the
 * step's image may be missing, and there is nothing in them to start.
 */
final class Tombstones {
  private static final String IMAGE = "stillhouse/tombstone:1";

  private static final String NOTHING =
      """
      FROM scratch
      LABEL org.opencontainers.image.description="Holds the names of attempts that were given up"
      """;

  private final Engine engine;

  Tombstones(Engine engine) {
    this.engine = engine;
  }

  /**
   * Makes a tombstone.
   *
   * @throws com.github.dockerjava.api.exception.ConflictException if the name is in use
   */
  void create(LaunchRequest request, String name) {
    Map<String, String> labels = new HashMap<>(ContainerIdentity.of(request));
    labels.put(ContainerIdentity.TOMBSTONE, "given up before its container began");
    try {
      create(name, labels);
    } catch (NotFoundException noImageYet) {
      buildImage();
      create(name, labels);
    }
  }

  /** Whether a container with these labels is a tombstone. */
  static boolean isTombstone(Map<String, String> labels) {
    return labels.containsKey(ContainerIdentity.TOMBSTONE);
  }

  private void create(String name, Map<String, String> labels) {
    engine
        .calls()
        .createContainerCmd(IMAGE)
        .withName(name)
        .withLabels(labels)
        .withCmd("tombstone")
        .exec();
  }

  private void buildImage() {
    InputStream context = Archive.of(archive -> archive.file("Dockerfile", NOTHING));
    try (BuildImageResultCallback built =
        engine
            .streams()
            .buildImageCmd(context)
            .withTags(Set.of(IMAGE))
            .exec(new BuildImageResultCallback())) {
      built.awaitImageId();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

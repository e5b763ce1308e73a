package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import io.stillhouse.launch.LaunchRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step's container sees of its machine: a store that lies there, and sources, each under the
 * path that it has on the machine, as tasks name them so.
 */
final class StepMounts {
  /** A volume of the container's own: fast, large, and gone with the container. */
  static final String CACHE = "/cache";

  private StepMounts() {}

  /**
   * The mounts.
   *
   * @param credentials a file to read the store by
   */
  static List<Mount> of(LaunchRequest request, Optional<Path> credentials) {
    List<Mount> mounts = new ArrayList<>();
    mounts.add(new Mount().withType(MountType.VOLUME).withTarget(CACHE));
    localStore(request.store()).ifPresent(store -> mounts.add(bind(store).withReadOnly(false)));
    request.sources().stream()
        .distinct()
        .filter(source -> !localStore(request.store()).equals(Optional.of(source)))
        .forEach(source -> mounts.add(bind(source).withReadOnly(true)));
    credentials.ifPresent(file -> mounts.add(bind(file).withReadOnly(true)));
    return mounts;
  }

  /** The folder of a store on this machine. */
  static Optional<Path> localStore(URI store) {
    return "file".equals(store.getScheme()) ? Optional.of(Path.of(store)) : Optional.empty();
  }

  private static Mount bind(Path path) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(path.toString())
        .withTarget(path.toString());
  }
}

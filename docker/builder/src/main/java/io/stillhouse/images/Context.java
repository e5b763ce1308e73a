package io.stillhouse.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder that an image is built from: its Dockerfile and its layers. */
final class Context {
  private final Path folder;
  private final Instant date;
  private final List<String> layers = new ArrayList<>();

  private Context(Path folder, Instant date) {
    this.folder = folder;
    this.date = date;
  }

  /** An empty context with a copy of the Dockerfile. */
  static Context create(Path folder, Path dockerfile, Instant date) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    Files.copy(dockerfile, folder.resolve("Dockerfile"), StandardCopyOption.COPY_ATTRIBUTES);
    return new Context(folder, date);
  }

  /** A layer to fill. */
  Layer layer() {
    return new Layer(date);
  }

  /** Puts the layer into {@code NAME.tar}. */
  void add(String name, Layer layer) throws IOException {
    layer.write(folder.resolve(name + ".tar"));
    layers.add(name);
  }

  Path folder() {
    return folder;
  }

  /** The names of the layers so far. */
  List<String> layers() {
    return List.copyOf(layers);
  }
}

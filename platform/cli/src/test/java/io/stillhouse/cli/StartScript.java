package io.stillhouse.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where {@code bin/stillhouse} of this checkout lies. */
public final class StartScript {
  private StartScript() {}

  public static Path find() {
    Path place = Path.of("").toAbsolutePath();
    while (place != null && !Files.isExecutable(place.resolve("bin/stillhouse"))) {
      place = place.getParent();
    }
    if (place == null) {
      throw new IllegalStateException("There is no bin/stillhouse above the test's folder.");
    }
    return place.resolve("bin/stillhouse");
  }
}

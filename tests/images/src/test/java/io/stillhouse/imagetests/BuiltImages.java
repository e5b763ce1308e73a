package io.stillhouse.imagetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The images of this checkout, built by its own command on a base that needs no registry. */
final class BuiltImages {
  private final Path home;

  private BuiltImages(Path home) {
    this.home = home;
  }

  /** Skips the test where no engine answers. */
  static BuiltImages ofThisCheckout() throws IOException, InterruptedException {
    Command engine;
    try {
      engine = Command.run(Path.of("/"), Map.of(), List.of("docker", "info"));
    } catch (IOException e) {
      engine = new Command(1, "there is no docker command");
    }
    assumeTrue(
        engine.exit() == 0,
        "SKIPPED: tests of container images need a container engine: "
            + engine.out().lines().reduce((first, last) -> last).orElse(""));
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("docker/build"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no docker/build above this test");
    }
    return new BuiltImages(folder);
  }

  Path home() {
    return home;
  }

  /** Builds images, and returns their ids by name and tag. */
  Map<String, String> build(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(home.resolve("docker/build").toString(), "--base", "airgapped"));
    command.addAll(List.of(arguments));
    // The build that runs this test has made the jars.
    Command build = Command.run(home, Map.of("STILLHOUSE_REBUILD", "no"), command);
    assertThat(build.exit()).as(build.out()).isZero();
    Map<String, String> ids = new LinkedHashMap<>();
    for (String line : build.out().lines().toList()) {
      if (line.contains(" sha256:")) {
        ids.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
      }
    }
    return ids;
  }

  /** What the engine knows of an image. */
  JsonObject inspect(String image) throws IOException, InterruptedException {
    Command inspect = docker("image", "inspect", image);
    assertThat(inspect.exit()).as(inspect.out()).isZero();
    return JsonParser.parseString(inspect.out()).getAsJsonArray().get(0).getAsJsonObject();
  }

  Command docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return Command.run(home, Map.of(), command);
  }
}

package io.stillhouse.dataparallel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The build under test. */
record Checkout(Path home) {

  static Checkout ofThisBuild() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("bin/stillhouse"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no bin/stillhouse above " + Path.of("").toAbsolutePath());
      }
    }
    return new Checkout(folder);
  }

  Path step(String name) {
    return home.resolve("steps").resolve(name);
  }

  /** The digits that ship with the product. */
  Path digits() {
    return home.resolve("pipeline-defs/data/mnist10k");
  }

  /** 60,000 pictures; absent where the large data were not brought. */
  Optional<Path> pictures() {
    Path zip = home.resolve("shared/data/cifar10-images.zip");
    return Optional.of(zip).filter(Files::exists);
  }

  /** What a session has on its class path. */
  String sessionClassPath() throws IOException {
    Set<String> jars = new LinkedHashSet<>();
    for (String part : List.of("cli", "artifacts-gcs", "runner-flink")) {
      Path target = home.resolve("platform").resolve(part).resolve("target");
      jars.add(target.resolve("stillhouse-" + part + ".jar").toString());
      jars.addAll(jars(target.resolve("classpath")));
    }
    return String.join(File.pathSeparator, jars);
  }

  /** What the process of a step has on its class path, the store in the cloud included. */
  String stepClassPath(String step) throws IOException {
    Set<String> jars = new LinkedHashSet<>();
    jars.add(step(step).resolve("target/stillhouse-step-" + step + ".jar").toString());
    jars.addAll(jars(step(step).resolve("target/classpath")));
    Path gcs = home.resolve("platform/artifacts-gcs/target");
    jars.add(gcs.resolve("stillhouse-artifacts-gcs.jar").toString());
    jars.addAll(jars(gcs.resolve("classpath")));
    return String.join(File.pathSeparator, jars);
  }

  private static List<String> jars(Path classpath) throws IOException {
    return List.of(Files.readString(classpath).strip().split(File.pathSeparator));
  }
}

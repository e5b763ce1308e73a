package io.stillhouse.stepbeam.session;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.flinkclient.WorkerProgram;
import io.stillhouse.flinkclient.WorkerProgram.Layer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/** The jars of this process, as far as its workers need them. */
final class StepProgram {
  /** The engine, what loads native code for it, and what they need: gson and commons. */
  private static final List<String> NATIVE =
      List.of(
          "ai/djl/",
          "jnilib/",
          "pytorch/",
          "com/sun/jna/",
          "com/google/gson/",
          "org/apache/commons/");

  /** What runs pipelines is the session's, and so is where log lines go. */
  private static final List<String> NOT_FOR_WORKERS =
      List.of("org/apache/beam/", "org/slf4j/", "ch/qos/logback/");

  private final String classPath;

  /**
   * @param classPath of this process
   */
  StepProgram(String classPath) {
    this.classPath = classPath;
  }

  /**
   * The program of the workers. Jars are copied into the store unless they are there, or the store
   * is on this machine.
   */
  WorkerProgram publish(ArtifactStore store) throws IOException {
    boolean sharedMachine = "file".equals(store.root().getScheme());
    Set<String> present =
        sharedMachine
            ? Set.of()
            : store.list(WorkerProgram.FOLDER).stream()
                .map(StoredObject::key)
                .collect(Collectors.toSet());
    List<WorkerProgram.Jar> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      Path jar = Path.of(entry).toAbsolutePath();
      Optional<Layer> layer = Files.isRegularFile(jar) ? layer(jar) : Optional.empty();
      if (layer.isEmpty()) {
        continue;
      }
      String sha256 = digest(jar);
      String key = WorkerProgram.FOLDER + "/" + sha256;
      if (!sharedMachine && !present.contains(key)) {
        store.upload(key, jar);
      }
      jars.add(new WorkerProgram.Jar(sha256, sharedMachine ? jar.toString() : key, layer.get()));
    }
    return new WorkerProgram(SessionWorker.class.getName(), jars);
  }

  /** What a jar has; empty if workers have no use for it. */
  private static Optional<Layer> layer(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (has(zip, NOT_FOR_WORKERS)) {
        return Optional.empty();
      }
      return Optional.of(has(zip, NATIVE) ? Layer.NATIVE : Layer.PROGRAM);
    }
  }

  private static boolean has(ZipFile zip, List<String> folders) {
    return zip.stream().anyMatch(entry -> folders.stream().anyMatch(entry.getName()::startsWith));
  }

  private static String digest(Path jar) throws IOException {
    try (InputStream content = Files.newInputStream(jar)) {
      return ContentDigest.of(content).sha256();
    }
  }
}

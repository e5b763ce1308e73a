package io.stillhouse.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks into the store below a workspace as any program could: by its files. */
final class StoreFiles {
  private StoreFiles() {}

  /** The one run of a pipeline. */
  static Path onlyRun(Path workspace, String pipeline) throws IOException {
    List<Path> runs = runs(workspace, pipeline);
    if (runs.size() != 1) {
      throw new AssertionError("expected one run of " + pipeline + " but found " + runs);
    }
    return runs.get(0);
  }

  /**
   * The one run of a pipeline that was recorded: before that, a killed one left nothing to resume.
   */
  static Path onlyRecordedRun(Path workspace, String pipeline) throws IOException {
    List<Path> recorded =
        runs(workspace, pipeline).stream()
            .filter(run -> Files.exists(run.resolve("run.json")))
            .toList();
    if (recorded.size() != 1) {
      throw new AssertionError("expected one recorded run of " + pipeline + ": " + recorded);
    }
    return recorded.get(0);
  }

  /** The runs of a pipeline, oldest first. */
  static List<Path> runs(Path workspace, String pipeline) throws IOException {
    try (Stream<Path> runs = Files.list(workspace.resolve(".stillhouse/store").resolve(pipeline))) {
      return runs.sorted().toList();
    }
  }

  /** A file of an output of the attempt that succeeded. */
  static Path output(Path run, String step, String output, String file) throws IOException {
    try (Stream<Path> attempts = Files.list(run.resolve(step))) {
      return attempts
          .filter(attempt -> isSuccess(attempt.resolve("result.json")))
          .map(attempt -> attempt.resolve(output).resolve(file))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + output + "/" + file + " of " + step));
    }
  }

  /** How many attempts a run made in all. */
  static long attempts(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      return files.filter(path -> path.endsWith("task.json")).count();
    }
  }

  private static boolean isSuccess(Path result) {
    try {
      return Files.exists(result) && !Files.readString(result).contains("\"error\"");
    } catch (IOException e) {
      throw new AssertionError("cannot read " + result, e);
    }
  }
}

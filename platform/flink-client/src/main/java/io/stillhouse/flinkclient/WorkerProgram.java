package io.stillhouse.flinkclient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The program of a step's workers: the jars of the step, for they are its own code.
 *
 * @param mainClass the class of the worker: it has a public constructor that takes a {@code
 *     Map<String, String>} (see {@link #STORE} and the like), is a {@code Consumer<String>} of
 *     names of tasks, and {@code AutoCloseable}
 * @param jars the class path, in order
 */
public record WorkerProgram(String mainClass, List<Jar> jars) {
  /** The URI of the store. */
  public static final String STORE = "store";

  /** The attempt's folder in the store. */
  public static final String ATTEMPT = "attempt";

  /** The folder of the {@link WorkLayout}. */
  public static final String WORK = "work";

  /** The folder of jars in a store that is not on one machine, by their digests. */
  public static final String FOLDER = "_programs";

  private static final String FORMAT = "stillhouse-worker 1";

  /** Copies. */
  public WorkerProgram {
    jars = List.copyOf(jars);
  }

  /**
   * One jar.
   *
   * @param sha256 the digest of its content, 64 lower-case hexadecimal digits
   * @param place an absolute path where the machine is shared, else its key in the store
   * @param layer which classes it has
   */
  public record Jar(String sha256, String place, Layer layer) {}

  /** What is in a jar. */
  public enum Layer {
    /**
     * Libraries with native code, and what they need. A JVM can load native code once only, so all
     * programs share it, and it stays.
     */
    NATIVE,
    /** Everything else. */
    PROGRAM
  }

  /** As text. */
  public String text() {
    return jars.stream()
        .map(jar -> jar.layer() + " " + jar.sha256() + " " + jar.place() + "\n")
        .collect(Collectors.joining("", FORMAT + "\n" + mainClass + "\n", ""));
  }

  /**
   * From text.
   *
   * @throws IllegalArgumentException if it is of another version
   */
  public static WorkerProgram of(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2 || !lines.get(0).equals(FORMAT)) {
      throw new IllegalArgumentException(
          "the step speaks to its workers as '"
              + (lines.isEmpty() ? "" : lines.get(0))
              + "', this session as '"
              + FORMAT
              + "': start the session with the step's version of Stillhouse");
    }
    List<Jar> jars = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      String[] parts = line.split(" ", 3);
      jars.add(new Jar(parts[1], parts[2], Layer.valueOf(parts[0])));
    }
    return new WorkerProgram(lines.get(1), jars);
  }
}

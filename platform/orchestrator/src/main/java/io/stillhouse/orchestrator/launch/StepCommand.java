package io.stillhouse.orchestrator.launch;

import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.Execution;
import io.stillhouse.model.component.JavaExecution;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.run.ErrorClass;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line of a step's process. */
final class StepCommand {
  private static final long MEBIBYTE = 1L << 20;

  /** What a JVM with libtorch takes besides the heap and the tensors. */
  private static final long NATIVE_BASE = 512 * MEBIBYTE;

  private static final long SMALLEST_HEAP = 64 * MEBIBYTE;

  /**
   * The optimising compiler waits ten times longer than by default: a step's arithmetic is native
   * code, so compiling Beam and protobuf well costs a step of seconds more than it gives back.
   */
  private static final List<String> LATE_OPTIMISATION =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private StepCommand() {}

  /**
   * The command that starts a step of the component.
   *
   * @param home the folder of the component's file
   * @throws LaunchException if files that it needs are missing
   */
  static List<String> of(Component component, Path home, ResourceRequest resources)
      throws LaunchException {
    Execution execution = component.execution();
    if (execution instanceof JavaExecution java) {
      return javaCommand(component.name(), java, home, resources);
    }
    return ((CommandExecution) execution).command();
  }

  /** Cores as a number of threads: the whole ones, at least one, as the step itself counts. */
  static long threads(ResourceRequest resources) {
    return Math.max(1, resources.cpuMillis() / 1000);
  }

  /**
   * The heap's limit in bytes: half of what remains of the memory after the JVM and libtorch
   * themselves, as activations and weights live outside the heap.
   */
  static long heapBytes(ResourceRequest resources) {
    long heap = (resources.memoryBytes() - NATIVE_BASE) / 2;
    long smallest = Math.min(SMALLEST_HEAP, resources.memoryBytes());
    return Math.max(Math.max(heap, resources.memoryBytes() / 4), smallest);
  }

  private static List<String> javaCommand(
      String component, JavaExecution java, Path home, ResourceRequest resources)
      throws LaunchException {
    Path jar = home.resolve(java.jar());
    Path classpathFile = home.resolve(java.classpathFile());
    String others;
    try {
      if (!Files.exists(jar)) {
        throw new IOException("there is no " + jar);
      }
      others = Files.readString(classpathFile).strip();
    } catch (IOException e) {
      throw new LaunchException(
          ErrorClass.INVALID_INPUT,
          "component " + component + " is not built: " + e.getMessage() + "; build it first",
          e);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapBytes(resources) / MEBIBYTE + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:ActiveProcessorCount=" + threads(resources));
    command.addAll(LATE_OPTIMISATION);
    command.add("-Dai.djl.offline=true");
    command.add("-cp");
    command.add(classpath(jar, others, home));
    command.add(java.mainClass());
    return command;
  }

  private static String classpath(Path jar, String others, Path home) {
    return Stream.concat(
            Stream.of(jar.toString()),
            Stream.of(others.split(File.pathSeparator))
                .filter(path -> !path.isEmpty())
                .map(path -> home.resolve(path).toString()))
        .reduce((left, right) -> left + File.pathSeparator + right)
        .orElseThrow();
  }
}

package io.stillhouse.launch;

import io.stillhouse.model.resource.ResourceRequest;
import java.util.List;
import java.util.stream.Stream;

/** The options of a step's JVM that follow from what the step may use. */
public final class JvmOptions {
  /** A JVM takes options from this variable, also in a container whose command is fixed. */
  public static final String VARIABLE = "JAVA_TOOL_OPTIONS";

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

  private JvmOptions() {}

  /** The options, none of which contains a blank. */
  public static List<String> of(ResourceRequest resources) {
    return Stream.concat(
            Stream.of(
                "-Xmx" + heapBytes(resources) / MEBIBYTE + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ActiveProcessorCount=" + threads(resources)),
            LATE_OPTIMISATION.stream())
        .toList();
  }

  /** Cores as a number of threads: the whole ones, at least one, as the step itself counts. */
  public static long threads(ResourceRequest resources) {
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
}

package io.stillhouse.cli.command;

import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.resource.CpuShape;
import io.stillhouse.model.resource.MemoryShape;
import io.stillhouse.model.resource.ResourceLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --limit-cpu}, {@code --limit-memory}: what the steps of a run may use together. */
final class LimitOptions {
  @Option(
      names = "--limit-cpu",
      paramLabel = "CPU",
      description =
          "Cores that steps may use together (2, 1500m), instead of the definition's limit.")
  private @Nullable String cpu;

  @Option(
      names = "--limit-memory",
      paramLabel = "MEMORY",
      description =
          "Memory that steps may use together (8Gi, 512Mi), instead of the definition's limit.")
  private @Nullable String memory;

  /**
   * The limits that were given.
   *
   * @throws InvalidTextException if one is not a quantity
   */
  ResourceLimits limits() {
    Problems problems = new Problems();
    Optional<Long> cpuMillis = Quantity.read("--limit-cpu", cpu, new CpuShape(), problems);
    Optional<Long> memoryBytes =
        Quantity.read("--limit-memory", memory, new MemoryShape(), problems);
    if (problems.hasErrors()) {
      throw new InvalidTextException(problems.sorted());
    }
    return new ResourceLimits(cpuMillis, memoryBytes, Optional.empty());
  }
}

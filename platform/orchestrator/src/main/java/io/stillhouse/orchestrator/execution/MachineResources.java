package io.stillhouse.orchestrator.execution;

import com.sun.management.OperatingSystemMXBean;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;
import java.lang.management.ManagementFactory;

/** What the steps of a run may use together. */
public final class MachineResources {

  private MachineResources() {}

  /** The limits of a plan, the machine's where the plan has none. GPUs are not counted here. */
  public static ResourceRequest limitedTo(ResourceLimits limits) {
    long cores = Runtime.getRuntime().availableProcessors() * 1000L;
    return new ResourceRequest(
        limits.cpuMillis().orElse(cores),
        limits.memoryBytes().orElseGet(MachineResources::memoryBytes),
        limits.gpus().orElse(0));
  }

  /** The limits of a plan; where it has none, none: the platform lets attempts wait for room. */
  public static ResourceRequest elsewhere(ResourceLimits limits) {
    return new ResourceRequest(
        limits.cpuMillis().orElse(Long.MAX_VALUE / 2),
        limits.memoryBytes().orElse(Long.MAX_VALUE / 2),
        limits.gpus().orElse(Integer.MAX_VALUE / 2));
  }

  private static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}

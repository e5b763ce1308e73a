package io.stillhouse.orchestrator.execution;

import com.sun.management.OperatingSystemMXBean;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;
import java.lang.management.ManagementFactory;

/** What this machine has, or this container. */
final class MachineResources {

  private MachineResources() {}

  /** The limits of a plan, the machine's where the plan has none. GPUs are not counted here. */
  static ResourceRequest limitedTo(ResourceLimits limits) {
    long cores = Runtime.getRuntime().availableProcessors() * 1000L;
    return new ResourceRequest(
        limits.cpuMillis().orElse(cores),
        limits.memoryBytes().orElseGet(MachineResources::memoryBytes),
        limits.gpus().orElse(0));
  }

  private static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}

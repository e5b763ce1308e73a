package io.stillhouse.orchestrator.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts the processes that the kernel killed for want of memory, as far as it tells. */
final class OutOfMemoryKills {
  private static final List<Path> COUNTERS =
      List.of(
          Path.of("/sys/fs/cgroup/memory.events"),
          Path.of("/sys/fs/cgroup/memory/memory.oom_control"),
          Path.of("/proc/vmstat"));

  /** The count so far; 0 where the kernel does not tell. */
  long count() {
    for (Path counter : COUNTERS) {
      try {
        for (String line : Files.readAllLines(counter)) {
          if (line.startsWith("oom_kill ")) {
            return Long.parseLong(line.substring("oom_kill ".length()).strip());
          }
        }
      } catch (IOException absentHere) {
        continue;
      }
    }
    return 0;
  }
}

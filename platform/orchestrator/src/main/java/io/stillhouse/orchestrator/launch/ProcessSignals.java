package io.stillhouse.orchestrator.launch;

import java.io.IOException;
import java.util.stream.Stream;

/** Signals to a step's process and everything it started. */
final class ProcessSignals {

  /** Signals that a step may get. */
  enum Signal {
    TERM,
    KILL
  }

  private ProcessSignals() {}

  /**
   * Sends the signal to the process group that {@code pid} leads, which also reaches processes
   * whose parents are gone; where there is no such group, to the process and its descendants.
   */
  static void sendToTree(long pid, Signal signal) {
    if (!sendToGroup(pid, signal)) {
      ProcessHandle.of(pid)
          .ifPresent(
              process ->
                  Stream.concat(process.descendants(), Stream.of(process))
                      .forEach(
                          each -> {
                            if (signal == Signal.KILL) {
                              each.destroyForcibly();
                            } else {
                              each.destroy();
                            }
                          }));
    }
  }

  /** True when there was a group to get the signal. */
  static boolean sendToGroup(long pid, Signal signal) {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- -" + pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return kill.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.model.resource.MemoryShape;
import io.stillhouse.model.run.ErrorClass;
import java.util.Optional;
import java.util.OptionalInt;

/** What the engine tells about the end of a container. */
final class ContainerEnd {
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  private ContainerEnd() {}

  /**
   * How the attempt ended.
   *
   * @param name the container's name
   * @param memoryBytes its memory limit
   */
  static AttemptExit of(ContainerState state, String name, long memoryBytes) {
    Integer told = state.getExitCode();
    int code = told == null ? KILLED : told;
    Optional<PlatformFailure> failure = Optional.empty();
    if (code != 0 && isOutOfMemory(state)) {
      failure =
          Optional.of(
              new PlatformFailure(
                  ErrorClass.OUT_OF_MEMORY,
                  "the step used more than its memory limit of "
                      + MemoryShape.shown(memoryBytes)
                      + "; raise its resources.memory"));
    } else if (code == KILLED || code == TERMINATED) {
      failure =
          Optional.of(
              new PlatformFailure(
                  ErrorClass.INFRASTRUCTURE,
                  "the container "
                      + name
                      + " was "
                      + (code == KILLED ? "killed" : "told to end")
                      + " from outside, not for its memory: by somebody, or by the Docker engine"
                      + " or its machine going down"));
    }
    return new AttemptExit(OptionalInt.of(code), failure);
  }

  /** How an attempt ended whose container is gone. */
  static AttemptExit removed(String name) {
    return new AttemptExit(
        OptionalInt.empty(),
        Optional.of(
            new PlatformFailure(
                ErrorClass.INFRASTRUCTURE,
                "somebody removed the container "
                    + name
                    + " before its end was seen; leave containers of a run alone until it has"
                    + " ended")));
  }

  /** Whether a killed container's cause may not have been noted down yet. */
  static boolean mayBeIncomplete(ContainerState state) {
    Integer code = state.getExitCode();
    return code != null && code == KILLED && !isOutOfMemory(state);
  }

  private static boolean isOutOfMemory(ContainerState state) {
    return Boolean.TRUE.equals(state.getOOMKilled());
  }
}

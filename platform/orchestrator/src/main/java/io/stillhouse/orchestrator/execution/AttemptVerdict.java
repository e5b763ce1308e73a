package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Judges attempts that have ended: a committed result first, then the exit code. */
final class AttemptVerdict {
  private static final int LOST_COMMAND = 127;
  private static final int COMMAND_NOT_EXECUTABLE = 126;
  private static final String JVM_OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

  private final ArtifactStore store;
  private final ArtifactReader artifacts;

  AttemptVerdict(ArtifactStore store) {
    this.store = store;
    this.artifacts = new ArtifactReader(store);
  }

  /** Why the orchestrator itself ended an attempt. */
  enum Intervention {
    /** It did not. */
    NONE,
    /** The attempt ran past its timeout. */
    TIMEOUT,
    /** The run was canceled. */
    CANCELED,
    /** The orchestrator failed and takes down what it started. */
    ORCHESTRATOR_FAILED
  }

  /** How closely a result is looked at. */
  enum Thoroughness {
    /** Its artifacts are committed. */
    MANIFESTS,
    /** Every byte of its artifacts is what was committed. */
    EVERY_BYTE
  }

  /** What an attempt committed, if it did. */
  Optional<StepResult> committed(StepTask task) {
    return ProtoJson.read(
        store, task.getAttemptPath() + "/result.json", StepResult.getDefaultInstance());
  }

  /** What is wrong with a result that claims success; empty if nothing is. */
  Optional<StepError> objection(StepTask task, StepResult result, Thoroughness thoroughness) {
    for (Map.Entry<String, ArtifactType> output : task.getOutputsMap().entrySet()) {
      ArtifactReference artifact = result.getOutputsMap().get(output.getKey());
      if (artifact == null || artifact.getType() != output.getValue()) {
        return Optional.of(
            error(
                ErrorClass.APPLICATION,
                "the result has no output '"
                    + output.getKey()
                    + "' of type "
                    + output.getValue()
                    + ", which component "
                    + task.getComponent()
                    + " declares",
                ""));
      }
      try {
        if (thoroughness == Thoroughness.EVERY_BYTE) {
          artifacts.verify(artifact);
        } else {
          artifacts.manifest(artifact);
        }
      } catch (CorruptArtifactException | IllegalArgumentException e) {
        return Optional.of(error(ErrorClass.APPLICATION, String.valueOf(e.getMessage()), ""));
      }
    }
    return Optional.empty();
  }

  /** Why an attempt failed that committed no success. */
  StepError error(
      Optional<StepResult> committed,
      AttemptExit exit,
      Intervention intervention,
      Optional<Duration> timeout,
      String lastWords) {
    return switch (intervention) {
      case TIMEOUT ->
          error(
              ErrorClass.TIMEOUT,
              "the attempt ran past its timeout of "
                  + timeout.map(AttemptVerdict::text).orElse("0s"),
              lastWords);
      case CANCELED -> error(ErrorClass.CANCELLATION, "the run was canceled", "");
      case ORCHESTRATOR_FAILED ->
          error(ErrorClass.INFRASTRUCTURE, "stopped because the orchestrator failed", "");
      case NONE ->
          committed
              .map(StepResult::getError)
              .filter(error -> !isExplainedBetter(error, exit))
              .orElseGet(() -> unexplained(exit, lastWords));
    };
  }

  /** A step that was told to stop says so; only the platform knows why it was told. */
  private static boolean isExplainedBetter(StepError error, AttemptExit exit) {
    return exit.failure().isPresent() && errorClass(error) == ErrorClass.INFRASTRUCTURE;
  }

  /** The model's class of an error in a result; an unknown one counts as the step's own. */
  static ErrorClass errorClass(StepError error) {
    return switch (error.getErrorClass()) {
      case INVALID_INPUT -> ErrorClass.INVALID_INPUT;
      case INFRASTRUCTURE -> ErrorClass.INFRASTRUCTURE;
      case PREEMPTION -> ErrorClass.PREEMPTION;
      case OUT_OF_MEMORY -> ErrorClass.OUT_OF_MEMORY;
      case TIMEOUT -> ErrorClass.TIMEOUT;
      case CANCELLATION -> ErrorClass.CANCELLATION;
      case EVICTION -> ErrorClass.EVICTION;
      case NODE_LOSS -> ErrorClass.NODE_LOSS;
      case IMAGE_PULL -> ErrorClass.IMAGE_PULL;
      case UNSCHEDULABLE -> ErrorClass.UNSCHEDULABLE;
      case APPLICATION, ERROR_CLASS_UNSPECIFIED, UNRECOGNIZED -> ErrorClass.APPLICATION;
    };
  }

  static StepError error(ErrorClass errorClass, String message, String detail) {
    return StepError.newBuilder()
        .setErrorClass(
            switch (errorClass) {
              case INVALID_INPUT -> io.stillhouse.v1.ErrorClass.INVALID_INPUT;
              case APPLICATION -> io.stillhouse.v1.ErrorClass.APPLICATION;
              case INFRASTRUCTURE -> io.stillhouse.v1.ErrorClass.INFRASTRUCTURE;
              case PREEMPTION -> io.stillhouse.v1.ErrorClass.PREEMPTION;
              case OUT_OF_MEMORY -> io.stillhouse.v1.ErrorClass.OUT_OF_MEMORY;
              case TIMEOUT -> io.stillhouse.v1.ErrorClass.TIMEOUT;
              case CANCELLATION -> io.stillhouse.v1.ErrorClass.CANCELLATION;
              case EVICTION -> io.stillhouse.v1.ErrorClass.EVICTION;
              case NODE_LOSS -> io.stillhouse.v1.ErrorClass.NODE_LOSS;
              case IMAGE_PULL -> io.stillhouse.v1.ErrorClass.IMAGE_PULL;
              case UNSCHEDULABLE -> io.stillhouse.v1.ErrorClass.UNSCHEDULABLE;
            })
        .setMessage(message)
        .setDetail(detail)
        .build();
  }

  private static StepError unexplained(AttemptExit exit, String lastWords) {
    if (exit.failure().isPresent()) {
      return error(exit.failure().get().errorClass(), exit.failure().get().message(), lastWords);
    }
    if (lastWords.contains(JVM_OUT_OF_MEMORY)) {
      return error(
          ErrorClass.OUT_OF_MEMORY,
          "the step used more memory than it has; raise its resources.memory",
          lastWords);
    }
    if (exit.exitCode().isEmpty()) {
      return error(
          ErrorClass.INFRASTRUCTURE, "the process ended unseen and without a result", lastWords);
    }
    int code = exit.exitCode().getAsInt();
    if (code == LOST_COMMAND || code == COMMAND_NOT_EXECUTABLE) {
      return error(
          ErrorClass.INVALID_INPUT, "the component's command cannot be executed", lastWords);
    }
    if (code == 0) {
      return error(
          ErrorClass.APPLICATION, "the process ended with 0 but committed no result", lastWords);
    }
    ErrorClass errorClass = ExitCode.errorClass(code).orElse(ErrorClass.APPLICATION);
    return error(
        errorClass,
        code > 128
            ? "the process was killed by signal " + (code - 128)
            : "the process ended with exit code " + code + " and without a result",
        lastWords);
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}

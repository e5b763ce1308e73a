package io.stillhouse.step;

import com.google.common.base.Throwables;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.StepError;
import java.util.List;
import java.util.Optional;

/** Which class of error something that a step threw is: what decides whether it is tried again. */
final class Failures {
  private static final int MAXIMUM_DETAIL_CHARACTERS = 16 * 1024; // of at most 4 bytes: 64 KiB
  private static final int MAXIMUM_MESSAGE_CHARACTERS = 8 * 1024;

  // What libtorch says when it, not the Java heap, is out of memory.
  private static final List<String> NATIVE_OUT_OF_MEMORY =
      List.of(
          "CUDA out of memory",
          "DefaultCPUAllocator: can't allocate",
          "DefaultCPUAllocator: not enough memory");

  private Failures() {}

  /** Describes a failure; the outermost of its causes that belongs to a class decides. */
  static StepError describe(Throwable failure) {
    for (Throwable cause : Throwables.getCausalChain(failure)) {
      Optional<ErrorClass> errorClass = classOf(cause);
      if (errorClass.isPresent()) {
        return error(errorClass.get(), cause, failure);
      }
    }
    return error(ErrorClass.APPLICATION, failure, failure);
  }

  /** The exit code that repeats an error's class. */
  static ExitCode exitCode(ErrorClass errorClass) {
    return switch (errorClass) {
      case INVALID_INPUT -> ExitCode.INVALID_INPUT;
      case OUT_OF_MEMORY -> ExitCode.OUT_OF_MEMORY;
      case INFRASTRUCTURE, PREEMPTION, EVICTION, NODE_LOSS -> ExitCode.STOPPED;
      case APPLICATION,
          TIMEOUT,
          CANCELLATION,
          IMAGE_PULL,
          UNSCHEDULABLE,
          ERROR_CLASS_UNSPECIFIED,
          UNRECOGNIZED ->
          ExitCode.APPLICATION_ERROR;
    };
  }

  private static Optional<ErrorClass> classOf(Throwable cause) {
    if (cause instanceof InvalidInputException || cause instanceof CorruptArtifactException) {
      return Optional.of(ErrorClass.INVALID_INPUT);
    }
    if (cause instanceof StepStoppedException
        || cause instanceof StoreException
        || cause instanceof InfrastructureException) {
      return Optional.of(ErrorClass.INFRASTRUCTURE);
    }
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof OutOfMemoryError
        || NATIVE_OUT_OF_MEMORY.stream().anyMatch(message::contains)) {
      return Optional.of(ErrorClass.OUT_OF_MEMORY);
    }
    return Optional.empty();
  }

  private static StepError error(ErrorClass errorClass, Throwable telling, Throwable whole) {
    String said = telling.getMessage();
    String message =
        switch (errorClass) {
          case OUT_OF_MEMORY -> "out of memory: " + said + "; give the step more memory";
          case APPLICATION ->
              telling.getClass().getSimpleName() + (said == null ? "" : ": " + said);
          default -> said == null ? telling.toString() : said;
        };
    return StepError.newBuilder()
        .setErrorClass(errorClass)
        .setMessage(shortened(message, MAXIMUM_MESSAGE_CHARACTERS))
        .setDetail(
            // What is wrong with the input is all in the message; where the code found it is not
            // the
            // user's concern, and stands in the log.
            telling instanceof StepStoppedException || telling instanceof InvalidInputException
                ? ""
                : shortened(Throwables.getStackTraceAsString(whole), MAXIMUM_DETAIL_CHARACTERS))
        .build();
  }

  private static String shortened(String text, int maximum) {
    return text.length() <= maximum ? text : text.substring(0, maximum - 3) + "...";
  }
}

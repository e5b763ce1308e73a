package io.stillhouse.cli.runs;

import io.stillhouse.cli.text.Style;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells why steps failed and what to do about it, each step once. */
public final class Failures {
  private static final int DETAIL_LINES = 12;

  private final StorePaths paths;
  private final Style style;

  public Failures(StorePaths paths, Style style) {
    this.paths = paths;
    this.style = style;
  }

  /** The lines about every step that failed; none when no step did. */
  public List<String> lines(StoredRun run) {
    List<String> lines = new ArrayList<>();
    for (StepOutcome step : run.ended()) {
      if (step.getState() == State.FAILED) {
        lines.addAll(lines(run, step));
      }
    }
    return lines;
  }

  private List<String> lines(StoredRun run, StepOutcome step) {
    StepError error = error(step);
    List<String> lines = new ArrayList<>();
    String attempt = step.getAttemptsCount() > 1 ? ", attempt " + step.getAttemptsCount() : "";
    lines.add(
        style.red(style.glyphs().failed() + " " + step.getStep())
            + attempt
            + ": "
            + inWords(error.getErrorClass()));
    error.getMessage().lines().forEach(line -> lines.add("  " + line));
    List<String> detail = error.getDetail().lines().toList();
    int from = Math.max(0, detail.size() - DETAIL_LINES);
    detail.subList(from, detail.size()).forEach(line -> lines.add(style.dim("  | " + line)));
    lines.add("  to do: " + advice(error.getErrorClass(), run));
    if (step.getAttemptsCount() > 0) {
      int number = step.getAttempts(step.getAttemptsCount() - 1).getNumber();
      lines.add("  log:   " + paths.of(run.layout().attempt(step.getStep(), number).log()));
      lines.add("  more:  stillhouse logs " + run.displayName() + " " + step.getStep());
    }
    return lines;
  }

  /** The first line of why a step failed, for a line of a table. */
  public static String inShort(StepOutcome step) {
    return error(step).getMessage().lines().findFirst().orElse(step.getReason());
  }

  private static StepError error(StepOutcome step) {
    if (step.getResult().hasError()) {
      return step.getResult().getError();
    }
    for (int i = step.getAttemptsCount() - 1; i >= 0; i--) {
      Attempt attempt = step.getAttempts(i);
      if (attempt.hasError()) {
        return attempt.getError();
      }
    }
    return StepError.newBuilder().setMessage(step.getReason()).build();
  }

  private static String inWords(ErrorClass errorClass) {
    return errorClass == ErrorClass.ERROR_CLASS_UNSPECIFIED || errorClass == ErrorClass.UNRECOGNIZED
        ? "failed"
        : errorClass.name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + (errorClass == ErrorClass.APPLICATION || errorClass == ErrorClass.INFRASTRUCTURE
                ? " error"
                : "");
  }

  private static String advice(ErrorClass errorClass, StoredRun run) {
    String resume = "stillhouse resume " + run.displayName();
    return switch (errorClass) {
      case INVALID_INPUT ->
          "correct the parameter or the data, then run the definition again; steps that succeeded come from the cache.";
      case OUT_OF_MEMORY ->
          "give the step more memory (resources.memory) or a smaller batch, then run the definition again.";
      case TIMEOUT ->
          "give the step a longer timeout, or it less to do, then run the definition again.";
      case IMAGE_PULL ->
          "build the image, or make it readable for the cluster; then " + resume + " continues.";
      case UNSCHEDULABLE ->
          "ask for less, or for another node, and run the definition again; or make room in the"
              + " cluster, and "
              + resume
              + " continues.";
      case INFRASTRUCTURE, PREEMPTION, EVICTION, NODE_LOSS, CANCELLATION ->
          resume + " continues where it stopped.";
      case APPLICATION, ERROR_CLASS_UNSPECIFIED, UNRECOGNIZED ->
          "read the log; once the cause is gone, " + resume + " continues.";
    };
  }
}

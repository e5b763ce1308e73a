package io.stillhouse.cli.progress;

import io.stillhouse.cli.text.Figures;
import io.stillhouse.model.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a run as lines that stay: a line for each change of a step's state or attempt, for each of
 * its warnings, and for a step at work its progress at intervals that grow with the time it takes
 * (10 s, then a tenth of its age, at most 5 minutes), so that a log of many hours stays readable.
 */
public final class PlainLines {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Map<String, Told> told = new HashMap<>();
  private long toldWarnings;

  /** What is new since the last call, in the order of the plan. */
  public List<String> next(RunProgress run, Instant now) {
    List<String> lines = new ArrayList<>();
    String clock = Figures.duration(Duration.between(run.started(), now));
    for (StepProgress step : run.steps()) {
      Told before = told.get(step.name());
      boolean changed =
          before == null
              ? step.state() != StepState.PENDING
              : before.state() != step.state() || before.attempt() != step.attempt();
      if (changed) {
        lines.add(clock + "  " + step.name() + ": " + change(step, now));
      } else if (before != null && step.state() == StepState.RUNNING && isDue(step, before, now)) {
        lines.add(clock + "  " + step.name() + ": " + progress(step));
      } else {
        continue;
      }
      told.put(step.name(), new Told(step.state(), step.attempt(), step.done(), now));
    }
    for (StepWarning warning : run.warnings()) {
      if (warning.number() > toldWarnings) {
        long missed = warning.number() - toldWarnings - 1;
        if (missed > 0) {
          lines.add(clock + "  " + Figures.count(missed, "more warning") + ": see the logs");
        }
        lines.add(clock + "  " + warning.step() + ": warning: " + warning.message());
        toldWarnings = warning.number();
      }
    }
    return lines;
  }

  private static boolean isDue(StepProgress step, Told before, Instant now) {
    Duration tenth = step.elapsed(now).orElse(Duration.ZERO).dividedBy(10);
    Duration interval =
        tenth.compareTo(SHORTEST) < 0 ? SHORTEST : tenth.compareTo(LONGEST) > 0 ? LONGEST : tenth;
    return step.done() != before.done() && !now.isBefore(before.time().plus(interval));
  }

  private static String change(StepProgress step, Instant now) {
    String took = step.elapsed(now).map(elapsed -> " in " + Figures.duration(elapsed)).orElse("");
    String metrics = LiveFrame.metrics(step);
    String note = step.note().isEmpty() ? "" : ": " + step.note();
    return switch (step.state()) {
      case PENDING -> "waiting" + note;
      case RUNNING -> step.attempt() > 1 ? "started, attempt " + step.attempt() : "started";
      case SUCCEEDED -> "succeeded" + took + (metrics.isEmpty() ? "" : ", " + metrics) + note;
      case FAILED -> "failed" + took + note;
      case SKIPPED -> "skipped" + note;
      case CANCELING -> "canceling";
      case CANCELED -> "canceled" + took;
    };
  }

  private static String progress(StepProgress step) {
    List<String> parts = new ArrayList<>();
    step.share().ifPresent(share -> parts.add(LiveFrame.percent(share).strip()));
    Duration remaining = step.remaining();
    if (remaining != null) {
      parts.add("eta " + Figures.duration(remaining));
    }
    String metrics = LiveFrame.metrics(step);
    if (!metrics.isEmpty()) {
      parts.add(metrics.replace("  ", ", "));
    }
    if (!step.stage().isEmpty()) {
      parts.add(step.stage());
    }
    return String.join(", ", parts);
  }

  private record Told(StepState state, int attempt, long done, Instant time) {}
}

package io.stillhouse.cli.progress;

import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Line;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.TerminalSize;
import io.stillhouse.model.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws a run as the lines of one picture: a line a step, as many as the window holds. */
public final class LiveFrame {
  private static final int LONGEST_NAME = 32;
  private static final int BAR = 16;
  private static final int ELAPSED = 9;
  private static final int SHOWN_WARNINGS = 3;
  private static final List<String> HEADLINE_CURVES = List.of("loss", "accuracy", "auc");

  private final Style style;

  public LiveFrame(Style style) {
    this.style = style;
  }

  /**
   * The picture at {@code now}; its lines fit the window, and so does their number unless the
   * window is absurdly low.
   */
  public List<String> draw(RunProgress run, Instant now, TerminalSize.Size window) {
    List<StepProgress> steps = run.steps();
    int nameWidth =
        Math.min(
            LONGEST_NAME, steps.stream().mapToInt(step -> step.name().length()).max().orElse(0));
    List<String> lines = new ArrayList<>();
    lines.add(heading(run, now, window.columns()));
    List<StepWarning> warnings = run.warnings();
    warnings = warnings.subList(Math.max(0, warnings.size() - SHOWN_WARNINGS), warnings.size());
    List<StepProgress> shown = fitting(steps, Math.max(1, window.rows() - 4 - warnings.size()));
    for (StepProgress step : shown) {
      lines.add(line(step, nameWidth, now, window.columns()));
    }
    lines.add(summary(steps, steps.size() - shown.size(), window.columns()));
    for (StepWarning warning : warnings) {
      lines.add(
          new Line(style, window.columns())
              .add(Style.Ink.YELLOW, "warning")
              .add(" " + warning.step() + ": " + warning.message())
              .toString());
    }
    if (!run.notice().isEmpty()) {
      lines.add(new Line(style, window.columns()).add(Style.Ink.YELLOW, run.notice()).toString());
    }
    return lines;
  }

  private String heading(RunProgress run, Instant now, int columns) {
    String elapsed = Figures.duration(Duration.between(run.started(), now));
    Line line = new Line(style, columns);
    line.add(
        Style.Ink.BOLD,
        Line.clip(run.run(), Math.max(1, columns - elapsed.length() - 2), style.glyphs()));
    return line.to(columns - elapsed.length()).add(Style.Ink.DIM, elapsed).toString();
  }

  /**
   * With more steps than rows, those at work and those that failed come first, then what ended
   * last, then what comes next.
   */
  private static List<StepProgress> fitting(List<StepProgress> steps, int rows) {
    if (steps.size() <= rows) {
      return steps;
    }
    List<StepProgress> chosen = new ArrayList<>();
    steps.stream()
        .filter(step -> isOpen(step) || step.state() == StepState.FAILED)
        .limit(rows)
        .forEach(chosen::add);
    steps.stream()
        .filter(step -> step.state() == StepState.PENDING)
        .limit(rows - chosen.size())
        .forEach(chosen::add);
    for (int i = steps.size() - 1; i >= 0 && chosen.size() < rows; i--) {
      if (!chosen.contains(steps.get(i))) {
        chosen.add(steps.get(i));
      }
    }
    return steps.stream().filter(chosen::contains).toList();
  }

  private static boolean isOpen(StepProgress step) {
    return step.state() == StepState.RUNNING || step.state() == StepState.CANCELING;
  }

  private String line(StepProgress step, int nameWidth, Instant now, int columns) {
    String elapsed = step.elapsed(now).map(Figures::duration).orElse("");
    Line line = new Line(style, columns - ELAPSED);
    line.add(ink(step.state()), glyph(step.state(), now)).add(" ");
    line.add(Line.clip(step.name(), nameWidth, style.glyphs())).to(nameWidth + 4);
    if (isOpen(step)) {
      work(step, line);
    } else if (step.state() == StepState.FAILED) {
      line.add(Style.Ink.RED, step.note());
    } else {
      String metrics = metrics(step);
      line.add(metrics)
          .add(
              Style.Ink.DIM,
              metrics.isEmpty() || step.note().isEmpty() ? step.note() : "  " + step.note());
    }
    return elapsed.isEmpty()
        ? line.toString().stripTrailing()
        : line
            + " ".repeat(Math.max(1, columns - line.columns() - elapsed.length()))
            + style.dim(elapsed);
  }

  private void work(StepProgress step, Line line) {
    Optional<Double> share = step.share();
    if (share.isPresent()) {
      if (line.remaining() >= BAR + 24) {
        line.add(Style.Ink.CYAN, style.glyphs().bar(share.get(), BAR)).add(" ");
      }
      line.add(percent(share.get()));
      Duration remaining = step.remaining();
      line.add("  " + pad(remaining == null ? "" : "eta " + Figures.duration(remaining), 9));
    }
    if (step.attempt() > 1) {
      line.add(Style.Ink.YELLOW, " attempt " + step.attempt());
    }
    String metrics = metrics(step);
    line.add(metrics.isEmpty() ? "" : " " + metrics);
    if (step.state() == StepState.CANCELING) {
      line.add(Style.Ink.YELLOW, " canceling");
    } else if (!step.stage().isEmpty()) {
      line.add(Style.Ink.DIM, (line.remaining() > 1 ? "  " : "") + step.stage());
    }
  }

  /**
   * The latest loss and quality, {@code loss 0.213 accuracy 0.953}; empty when the step measured
   * neither.
   */
  static String metrics(StepProgress step) {
    List<String> parts = new ArrayList<>();
    for (String curve : HEADLINE_CURVES) {
      step.latest(curve).ifPresent(value -> parts.add(curve + " " + Figures.metric(value)));
    }
    return String.join("  ", parts);
  }

  private String summary(List<StepProgress> steps, int hidden, int columns) {
    long ended = steps.stream().filter(step -> step.ended() != null).count();
    long running = steps.stream().filter(LiveFrame::isOpen).count();
    long failed = steps.stream().filter(step -> step.state() == StepState.FAILED).count();
    Line line = new Line(style, columns);
    line.add(
        Style.Ink.DIM,
        ended + " of " + Figures.count(steps.size(), "step") + " done, " + running + " running");
    if (failed > 0) {
      line.add(Style.Ink.RED, ", " + failed + " failed");
    }
    if (hidden > 0) {
      line.add(Style.Ink.DIM, ", " + hidden + " not shown");
    }
    return line.toString();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%3d%%", (int) Math.floor(share * 100));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static Style.Ink ink(StepState state) {
    return switch (state) {
      case SUCCEEDED -> Style.Ink.GREEN;
      case FAILED -> Style.Ink.RED;
      case RUNNING -> Style.Ink.CYAN;
      case CANCELING, CANCELED -> Style.Ink.YELLOW;
      case PENDING, SKIPPED -> Style.Ink.DIM;
    };
  }

  private String glyph(StepState state, Instant now) {
    return switch (state) {
      case SUCCEEDED -> style.glyphs().succeeded();
      case FAILED -> style.glyphs().failed();
      case RUNNING, CANCELING -> style.glyphs().spinner(now.toEpochMilli() / 125);
      case CANCELED -> style.glyphs().canceled();
      case PENDING -> style.glyphs().pending();
      case SKIPPED -> style.glyphs().skipped();
    };
  }
}

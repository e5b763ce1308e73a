package io.stillhouse.cli.text;

import java.util.List;

/**
 * The signs that stand for states and bars: Unicode, or ASCII where the locale promises no more.
 */
public enum Glyphs {
  UNICODE(
      "✔",
      "✘",
      "○",
      "⊘",
      "■",
      "▪",
      "█",
      "░",
      "…",
      List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏")),
  ASCII("+", "x", ".", "-", "!", "*", "#", "-", "~", List.of("|", "/", "-", "\\"));

  private final String succeeded;
  private final String failed;
  private final String pending;
  private final String skipped;
  private final String canceled;
  private final String bullet;
  private final String full;
  private final String empty;
  private final String ellipsis;
  private final List<String> spinner;

  Glyphs(
      String succeeded,
      String failed,
      String pending,
      String skipped,
      String canceled,
      String bullet,
      String full,
      String empty,
      String ellipsis,
      List<String> spinner) {
    this.succeeded = succeeded;
    this.failed = failed;
    this.pending = pending;
    this.skipped = skipped;
    this.canceled = canceled;
    this.bullet = bullet;
    this.full = full;
    this.empty = empty;
    this.ellipsis = ellipsis;
    this.spinner = spinner;
  }

  public String succeeded() {
    return succeeded;
  }

  public String failed() {
    return failed;
  }

  public String pending() {
    return pending;
  }

  public String skipped() {
    return skipped;
  }

  public String canceled() {
    return canceled;
  }

  public String bullet() {
    return bullet;
  }

  public String ellipsis() {
    return ellipsis;
  }

  /** The sign of something at work in the given frame of an animation, counted from 0. */
  public String spinner(long frame) {
    return spinner.get((int) (frame % spinner.size()));
  }

  /**
   * A bar of {@code width} characters, filled from the left; {@code share} is clamped to 0 ... 1.
   */
  public String bar(double share, int width) {
    int filled = (int) Math.floor(Math.min(1, Math.max(0, share)) * width);
    return full.repeat(filled) + empty.repeat(width - filled);
  }
}

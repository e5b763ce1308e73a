package io.stillhouse.cli.sweep;

import io.stillhouse.cli.progress.LiveScreen;
import io.stillhouse.cli.sweep.SweepLine.Phase;
import io.stillhouse.cli.sweep.SweepLine.Picture;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Line;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.Terminal;
import io.stillhouse.cli.text.TerminalSize;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows a sweep: in a terminal a line a run, redrawn in place; elsewhere a line that stays when a
 * run begins and when it ends.
 */
final class SweepDisplay implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;
  private static final int LONGEST_NAME = 40;

  private final String sweep;
  private final List<SweepLine> lines;
  private final Clock clock;
  private final Instant start;
  private final PrintWriter out;
  private final Style style;
  private final TerminalSize size;
  private final Optional<LiveScreen> screen;
  private String notice = "";
  private final Map<SweepLine, Phase> told = new IdentityHashMap<>();
  private final ScheduledExecutorService painter =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sweep-display");
            thread.setDaemon(true);
            return thread;
          });

  /** Where the display goes. */
  enum Stream {
    OUT,
    ERR
  }

  SweepDisplay(
      String sweep,
      List<SweepLine> lines,
      Clock clock,
      Terminal terminal,
      Stream stream,
      PrintWriter writer) {
    this.sweep = sweep;
    this.lines = List.copyOf(lines);
    this.clock = clock;
    this.start = clock.instant();
    this.out = writer;
    this.size = terminal.size();
    boolean live = stream == Stream.OUT ? terminal.stdout() : terminal.stderr();
    this.style = stream == Stream.OUT ? terminal.outStyle() : terminal.errStyle();
    this.screen = live ? Optional.of(new LiveScreen(writer)) : Optional.empty();
    painter.scheduleWithFixedDelay(this::paint, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether pictures are drawn, between which nobody else may write. */
  boolean isLive() {
    return screen.isPresent();
  }

  /** Shows a sentence below the runs. */
  synchronized void notice(String sentence) {
    notice = sentence;
  }

  /** Shows the last picture and lets go of the terminal. */
  @Override
  public void close() {
    painter.shutdown();
    try {
      painter.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    paint();
    screen.ifPresent(LiveScreen::close);
  }

  private synchronized void paint() {
    Instant now = clock.instant();
    if (screen.isPresent()) {
      TerminalSize.Size window = size.now();
      screen.get().draw(frame(now, window), window);
    } else {
      news(now).forEach(out::println);
      out.flush();
    }
  }

  private List<String> news(Instant now) {
    List<String> news = new ArrayList<>();
    String elapsed = Figures.duration(Duration.between(start, now));
    for (SweepLine line : lines) {
      Picture picture = line.picture(now);
      if (picture.phase() == told.getOrDefault(line, Phase.WAITING)) {
        continue;
      }
      told.put(line, picture.phase());
      String took = picture.elapsed().map(time -> " in " + Figures.duration(time)).orElse("");
      news.add(
          elapsed
              + "  "
              + picture.words()
              + ": "
              + (picture.phase() == Phase.RUNNING
                  ? "started, " + picture.run()
                  : word(picture.phase())
                      + took
                      + (picture.progress().isEmpty() ? "" : ", " + picture.progress())));
    }
    return news;
  }

  private List<String> frame(Instant now, TerminalSize.Size window) {
    List<Picture> pictures = lines.stream().map(line -> line.picture(now)).toList();
    List<Picture> shown = fitting(pictures, Math.max(1, window.rows() - 5));
    int nameWidth =
        Math.min(
            LONGEST_NAME,
            shown.stream().mapToInt(picture -> picture.words().length()).max().orElse(0));
    List<String> drawn = new ArrayList<>();
    String elapsed = Figures.duration(Duration.between(start, now));
    drawn.add(
        new Line(style, window.columns())
            .add(Style.Ink.BOLD, sweep)
            .to(window.columns() - elapsed.length())
            .add(Style.Ink.DIM, elapsed)
            .toString());
    for (Picture picture : shown) {
      drawn.add(line(picture, nameWidth, now, window.columns()));
    }
    String hidden =
        shown.size() < pictures.size()
            ? ", " + (pictures.size() - shown.size()) + " not shown"
            : "";
    drawn.add(new Line(style, window.columns()).add(summary(pictures) + hidden).toString());
    if (!notice.isEmpty()) {
      drawn.add(new Line(style, window.columns()).add(Style.Ink.YELLOW, notice).toString());
    }
    return drawn;
  }

  /** Those at work and those that failed first, then what comes next, then what ended last. */
  private static List<Picture> fitting(List<Picture> pictures, int rows) {
    if (pictures.size() <= rows) {
      return pictures;
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      order.add(i);
    }
    int begun = (int) pictures.stream().filter(p -> p.phase() != Phase.WAITING).count();
    order.sort(
        Comparator.comparingInt(
                (Integer i) ->
                    switch (pictures.get(i).phase()) {
                      case RUNNING -> 0;
                      case FAILED, ELSEWHERE -> 1;
                      default -> 2;
                    })
            .thenComparingInt(i -> Math.abs(i - begun)));
    return order.stream().limit(rows).sorted().map(pictures::get).toList();
  }

  private String line(Picture picture, int nameWidth, Instant now, int columns) {
    String elapsed = picture.elapsed().map(Figures::duration).orElse("");
    Line line = new Line(style, columns - elapsed.length() - 1);
    line.add(ink(picture.phase()), glyph(picture.phase(), now)).add(" ");
    line.add(Line.clip(picture.words(), nameWidth, style.glyphs())).to(nameWidth + 4);
    if (picture.phase() == Phase.FAILED) {
      line.add(Style.Ink.RED, picture.progress());
    } else {
      line.add(picture.progress());
    }
    return elapsed.isEmpty()
        ? line.toString().stripTrailing()
        : line
            + " ".repeat(Math.max(1, columns - line.columns() - elapsed.length()))
            + style.dim(elapsed);
  }

  private String glyph(Phase phase, Instant now) {
    return switch (phase) {
      case WAITING -> style.glyphs().pending();
      case RUNNING -> style.glyphs().spinner(now.toEpochMilli() / PERIOD_MILLIS);
      case SUCCEEDED -> style.glyphs().succeeded();
      case FAILED -> style.glyphs().failed();
      case CANCELED -> style.glyphs().canceled();
      case ELSEWHERE -> style.glyphs().bullet();
    };
  }

  private static Style.Ink ink(Phase phase) {
    return switch (phase) {
      case WAITING -> Style.Ink.DIM;
      case RUNNING, ELSEWHERE -> Style.Ink.CYAN;
      case SUCCEEDED -> Style.Ink.GREEN;
      case FAILED -> Style.Ink.RED;
      case CANCELED -> Style.Ink.YELLOW;
    };
  }

  static String word(Phase phase) {
    return phase == Phase.ELSEWHERE ? "at work elsewhere" : phase.name().toLowerCase(Locale.ROOT);
  }

  /** {@code 12 runs: 3 succeeded, 1 failed, 1 running, 7 waiting}. */
  static String summary(List<Picture> pictures) {
    Map<Phase, Integer> counts = new EnumMap<>(Phase.class);
    pictures.forEach(picture -> counts.merge(picture.phase(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    for (Phase phase :
        List.of(
            Phase.SUCCEEDED,
            Phase.FAILED,
            Phase.CANCELED,
            Phase.ELSEWHERE,
            Phase.RUNNING,
            Phase.WAITING)) {
      if (counts.containsKey(phase)) {
        parts.add(counts.get(phase) + " " + word(phase));
      }
    }
    return Figures.count(pictures.size(), "run") + ": " + String.join(", ", parts);
  }
}

package io.stillhouse.cli.progress;

import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.TerminalSize;
import java.io.PrintWriter;
import java.time.Instant;

/** Shows a run to a person, a picture at a time. */
public interface RunDisplay extends AutoCloseable {
  /** Shows the run as it is now. */
  void show(RunProgress run, Instant now);

  /** Leaves the terminal as it was found; what was shown stays. */
  @Override
  void close();

  /** One line a step, redrawn in place. */
  static RunDisplay live(PrintWriter out, Style style, TerminalSize size) {
    LiveScreen screen = new LiveScreen(out);
    LiveFrame frame = new LiveFrame(style);
    return new RunDisplay() {
      @Override
      public void show(RunProgress run, Instant now) {
        TerminalSize.Size window = size.now();
        screen.draw(frame.draw(run, now, window), window);
      }

      @Override
      public void close() {
        screen.close();
      }
    };
  }

  /** Lines that stay, for files, pipes and terminals without cursor movements. */
  static RunDisplay lines(PrintWriter out) {
    PlainLines lines = new PlainLines();
    return new RunDisplay() {
      @Override
      public void show(RunProgress run, Instant now) {
        lines.next(run, now).forEach(out::println);
        out.flush();
      }

      @Override
      public void close() {
        out.flush();
      }
    };
  }
}

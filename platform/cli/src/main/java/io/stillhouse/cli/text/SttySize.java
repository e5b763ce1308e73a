package io.stillhouse.cli.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks {@code stty} for the size of the controlling terminal: at first, and again after {@link
 * #changed()}.
 */
public final class SttySize implements TerminalSize {
  private static final Pattern OUTPUT = Pattern.compile("(\\d+) (\\d+)");

  private volatile boolean known;
  private volatile Size size = DEFAULT;

  /** Says that the window may have another size by now. */
  public void changed() {
    known = false;
  }

  @Override
  public Size now() {
    if (!known) {
      known = true;
      size = ask().orElse(size);
    }
    return size;
  }

  private static Optional<Size> ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // No stty or no controlling terminal: the default will do.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Reads {@code rows columns}; nothing when the text is something else or a size is 0, as it is on
   * some serial lines.
   */
  static Optional<Size> parse(String output) {
    Matcher matcher = OUTPUT.matcher(output.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int rows = Integer.parseInt(matcher.group(1));
    int columns = Integer.parseInt(matcher.group(2));
    return rows < 1 || columns < 1 ? Optional.empty() : Optional.of(new Size(columns, rows));
  }
}

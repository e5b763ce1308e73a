package io.stillhouse.orchestrator.components;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image, as a component says it.
 *
 * <p>One without tag or digest gets the beginning of its program's digest as its tag, so that the
 * code at hand names exactly the image that was built from it.
 *
 * @param text the name
 */
public record ImageName(String text) {
  private static final int TAG_LENGTH = 12;
  private static final Pattern PINNED = Pattern.compile(".*@sha256:[0-9a-f]{64}|.*:[^/]+");

  /** Whether it bears a tag or a digest. */
  public boolean isPinned() {
    return PINNED.matcher(text).matches();
  }

  /**
   * The image to start.
   *
   * @param program the digest of the component's program
   * @param registry what stands before names that name no registry
   */
  public String reference(String program, Optional<String> registry) {
    String pinned = isPinned() ? text : text + ":" + tag(program);
    return registry.filter(prefix -> !namesRegistry()).map(prefix -> prefix + "/").orElse("")
        + pinned;
  }

  /** The tag of an image with that program. */
  public static String tag(String program) {
    return program.substring(0, Math.min(TAG_LENGTH, program.length()));
  }

  // As Docker tells a registry from a folder: it has a dot, a port, or is this very machine.
  private boolean namesRegistry() {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost");
  }
}

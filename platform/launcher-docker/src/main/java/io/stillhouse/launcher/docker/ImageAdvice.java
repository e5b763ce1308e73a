package io.stillhouse.launcher.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a person gets an image. */
final class ImageAdvice {
  private static final Pattern OWN =
      Pattern.compile("(?:(.+)/)?stillhouse/([a-z0-9-]+)(?:[:@].*)?");

  private ImageAdvice() {}

  /** Whether no registry has the image: it is made where it is used. */
  static boolean isBuiltHere(String image) {
    Matcher own = OWN.matcher(image);
    return own.matches() && own.group(1) == null;
  }

  /** What to do, for an image that an engine lacks. */
  static String of(String image) {
    Matcher own = OWN.matcher(image);
    if (!own.matches()) {
      return "docker pull " + image + " must succeed on the engine's machine, or build it there";
    }
    String registry = own.group(1);
    return "build it from the code that the run was made with: docker/build "
        + (registry == null ? "" : "--registry " + registry + " ")
        + own.group(2);
  }
}

package io.stillhouse.launcher.docker;

/** How a person gets an image. */
final class ImageAdvice {
  private static final String OWN = "stillhouse/";

  private ImageAdvice() {}

  /** What to do, for an image that an engine lacks. */
  static String of(String image) {
    return image.startsWith(OWN)
        ? "build it from this very state of the code: bin/images "
            + image.substring(OWN.length()).replaceFirst("[:@].*", "")
        : "docker pull " + image + " must succeed on the engine's machine, or build it there";
  }
}

package io.stillhouse.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Stillhouse this is. */
final class SourceState {
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>stillhouse</artifactId>\\s*<version>([^<]+)</version>");

  private SourceState() {}

  /** The version that the root pom gives. */
  static String version(Path home) throws IOException {
    Path pom = home.resolve("pom.xml");
    Matcher matcher = VERSION.matcher(Files.readString(pom));
    if (!matcher.find()) {
      throw new ImageException(pom + " has no version.");
    }
    return matcher.group(1);
  }
}

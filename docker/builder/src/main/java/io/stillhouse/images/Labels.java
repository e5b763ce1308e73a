package io.stillhouse.images;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an image says about itself, under the keys of the OCI. */
final class Labels {
  /** The component of a step's image. */
  static final String COMPONENT = "io.stillhouse.component";

  /** The digest of the program in the image, of which the tag is the beginning. */
  static final String PROGRAM = "io.stillhouse.program";

  private static final String OCI = "org.opencontainers.image.";

  private Labels() {}

  static Map<String, String> of(Settings settings, String title, String description, String base) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(OCI + "title", title);
    labels.put(OCI + "description", description);
    labels.put(OCI + "version", settings.version());
    labels.put(OCI + "revision", settings.revision());
    labels.put(OCI + "base.name", base);
    settings.source().ifPresent(source -> labels.put(OCI + "source", source));
    return labels;
  }
}

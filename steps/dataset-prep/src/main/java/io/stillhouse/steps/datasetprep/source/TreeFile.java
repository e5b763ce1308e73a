package io.stillhouse.steps.datasetprep.source;

import java.io.Serializable;
import java.util.Locale;

/**
 * One regular file of a source.
 *
 * @param path from the source's root, '/' between its parts, never leaving the root
 * @param size bytes
 * @param position where its bytes begin, in a tar; 0 elsewhere
 */
public record TreeFile(String path, long size, long position) implements Serializable {
  /** The last part of the path. */
  public String baseName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether the name ends with one of the endings, in upper or lower case. */
  public boolean endsWith(String... endings) {
    String name = path.toLowerCase(Locale.ROOT);
    for (String ending : endings) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}

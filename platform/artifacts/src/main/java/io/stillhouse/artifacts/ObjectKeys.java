package io.stillhouse.artifacts;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;

/**
 * Which keys are allowed: segments separated by single slashes, relative, that cannot leave the
 * root and that every storage can hold.
 */
public final class ObjectKeys {

  /** Names with this beginning belong to unfinished writes and never to objects. */
  public static final String UNFINISHED = ".unfinished-";

  /** Keys in the order of their code points, which is also that of their UTF-8 bytes. */
  public static final Comparator<String> ORDER = ObjectKeys::compareCodePoints;

  private static final int MAXIMUM_KEY_BYTES = 1024; // of Google Cloud Storage
  private static final int MAXIMUM_SEGMENT_BYTES = 255; // of Linux file systems

  private ObjectKeys() {}

  /**
   * Returns the key if it is allowed.
   *
   * @throws IllegalArgumentException if it is not, with the reason
   */
  public static String check(String key) {
    if (key.isEmpty()) {
      throw refused(key, "it is empty");
    }
    if (key.startsWith("/")) {
      throw refused(key, "it is absolute");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_KEY_BYTES) {
      throw refused(key, "it is longer than " + MAXIMUM_KEY_BYTES + " bytes");
    }
    for (String segment : key.split("/", -1)) {
      checkSegment(key, segment);
    }
    return key;
  }

  /** Returns the folder without a trailing slash if it is allowed; {@code ""} is the root. */
  public static String checkFolder(String folder) {
    if (folder.isEmpty()) {
      return folder;
    }
    boolean slash = folder.length() > 1 && folder.endsWith("/");
    return check(slash ? folder.substring(0, folder.length() - 1) : folder);
  }

  /** The key of something inside a folder, which may be the root. */
  public static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private static void checkSegment(String key, String segment) {
    if (segment.isEmpty()) {
      throw refused(key, "it has an empty segment");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw refused(key, "it has the segment '" + segment + "'");
    }
    if (segment.startsWith(UNFINISHED)) {
      throw refused(key, "names that begin with " + UNFINISHED + " are reserved");
    }
    if (segment.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_SEGMENT_BYTES) {
      throw refused(key, "it has a segment longer than " + MAXIMUM_SEGMENT_BYTES + " bytes");
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (Character.isISOControl(c)) {
        throw refused(key, "it has the control character " + codePoint(c));
      }
      if (c == '\\') {
        throw refused(key, "it has a backslash; segments are separated by '/'");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == segment.length()
            || !Character.isLowSurrogate(segment.charAt(i + 1))) {
          throw refused(key, "it has the unpaired surrogate " + codePoint(c));
        }
        i++;
      }
    }
  }

  private static IllegalArgumentException refused(String key, String reason) {
    StringBuilder shown = new StringBuilder();
    key.chars()
        .limit(200)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                shown.append(codePoint(c));
              } else {
                shown.append((char) c);
              }
            });
    return new IllegalArgumentException("key '" + shown + "' is not allowed: " + reason);
  }

  private static String codePoint(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }

  private static int compareCodePoints(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int x = a.codePointAt(i);
      int y = b.codePointAt(j);
      if (x != y) {
        return Integer.compare(x, y);
      }
      i += Character.charCount(x);
      j += Character.charCount(y);
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }
}

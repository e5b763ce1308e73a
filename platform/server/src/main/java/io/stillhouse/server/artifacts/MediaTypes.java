package io.stillhouse.server.artifacts;

import java.util.Locale;
import java.util.Map;

/** What files are, by the ends of their names; everything else is just bytes. */
public final class MediaTypes {
  private static final Map<String, String> BY_END =
      Map.of(
          "html", "text/html; charset=utf-8",
          "md", "text/markdown; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "csv", "text/csv; charset=utf-8",
          "json", "application/json",
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg");

  private MediaTypes() {}

  /** The media type of a file. */
  public static String of(String path) {
    int dot = path.lastIndexOf('.');
    return BY_END.getOrDefault(
        path.substring(dot + 1).toLowerCase(Locale.ROOT), "application/octet-stream");
  }
}

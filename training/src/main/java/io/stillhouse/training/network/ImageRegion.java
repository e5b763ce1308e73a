package io.stillhouse.training.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of an image, in parts of its height and width: what a network of local features looks
 * at.
 *
 * @param top where it begins, 0 to below 1
 * @param left where it begins, 0 to below 1
 * @param height above 0; top + height is 1 at most
 * @param width above 0; left + width is 1 at most
 */
public record ImageRegion(double top, double left, double height, double width) {
  /** The image itself. */
  public static final ImageRegion WHOLE = new ImageRegion(0, 0, 1, 1);

  private static final Map<String, ImageRegion> NAMED = named();
  private static final String NUMBER = "(\\d+|\\d*\\.\\d+)";
  private static final Pattern FRACTIONS =
      Pattern.compile(NUMBER + " " + NUMBER + " " + NUMBER + " " + NUMBER);

  public ImageRegion {
    // Sums such as 0.3 + 0.7 miss 1 by rounding.
    if (!(top >= 0 && height > 0 && top + height <= 1 + 1e-9)
        || !(left >= 0 && width > 0 && left + width <= 1 + 1e-9)) {
      throw new IllegalArgumentException(
          "a region from %s, %s with height %s and width %s leaves the image, whose height and width are 1"
              .formatted(top, left, height, width));
    }
  }

  /**
   * Reads a name ({@code whole}; {@code top}, {@code bottom}, {@code left}, {@code right}: halves;
   * {@code top-left} and so on: quarters; {@code centre}: half as high and wide) or four parts
   * {@code TOP LEFT HEIGHT WIDTH}, such as {@code 0 0.25 0.75 0.75}.
   *
   * @throws IllegalArgumentException when it is neither, or leaves the image
   */
  public static ImageRegion parse(String text) {
    ImageRegion known = NAMED.get(text);
    if (known != null) {
      return known;
    }
    Matcher fractions = FRACTIONS.matcher(text);
    if (!fractions.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no region; write one of %s, or TOP LEFT HEIGHT WIDTH in parts of the image, as in '0 0.25 0.75 0.75'"
              .formatted(text, NAMED.keySet()));
    }
    return new ImageRegion(
        Double.parseDouble(fractions.group(1)),
        Double.parseDouble(fractions.group(2)),
        Double.parseDouble(fractions.group(3)),
        Double.parseDouble(fractions.group(4)));
  }

  /** Whether it is the image itself. */
  public boolean isWhole() {
    return equals(WHOLE);
  }

  private static Map<String, ImageRegion> named() {
    Map<String, ImageRegion> named = new LinkedHashMap<>();
    named.put("whole", WHOLE);
    named.put("top", new ImageRegion(0, 0, 0.5, 1));
    named.put("bottom", new ImageRegion(0.5, 0, 0.5, 1));
    named.put("left", new ImageRegion(0, 0, 1, 0.5));
    named.put("right", new ImageRegion(0, 0.5, 1, 0.5));
    for (String vertical : List.of("top", "bottom")) {
      for (String horizontal : List.of("left", "right")) {
        named.put(
            vertical + "-" + horizontal,
            new ImageRegion(
                vertical.equals("top") ? 0 : 0.5, horizontal.equals("left") ? 0 : 0.5, 0.5, 0.5));
      }
    }
    named.put("centre", new ImageRegion(0.25, 0.25, 0.5, 0.5));
    return named;
  }
}

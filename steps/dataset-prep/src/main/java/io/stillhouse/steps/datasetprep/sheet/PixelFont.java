package io.stillhouse.steps.datasetprep.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A font of 5 x 7 points and two for descenders. A font of the system would make the picture differ
 * from machine to machine, and there is none in a minimal container.
 */
final class PixelFont {
  static final int WIDTH = 5;
  static final int HEIGHT = 9;

  /** From one character to the next, in points. */
  static final int ADVANCE = WIDTH + 1;

  private final Map<Character, String[]> glyphs;

  private PixelFont(Map<Character, String[]> glyphs) {
    this.glyphs = glyphs;
  }

  static PixelFont load() throws IOException {
    try (InputStream in = PixelFont.class.getResourceAsStream("glyphs.txt")) {
      if (in == null) {
        throw new IOException("glyphs.txt is not beside PixelFont");
      }
      List<String> lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)).lines().toList();
      Map<Character, String[]> glyphs = new HashMap<>();
      for (int block = 0; block < lines.size(); block += HEIGHT + 1) {
        String characters = lines.get(block);
        for (int column = 0; column < characters.length(); column += ADVANCE) {
          String[] rows = new String[HEIGHT];
          for (int row = 0; row < HEIGHT; row++) {
            rows[row] = lines.get(block + 1 + row).substring(column, column + WIDTH);
          }
          glyphs.put(characters.charAt(column), rows);
        }
      }
      return new PixelFont(glyphs);
    }
  }

  /** Whether a point of a character is set; a character that the font lacks is a question mark. */
  boolean isSet(char character, int row, int column) {
    String[] rows = glyphs.get(character);
    if (rows == null) {
      rows = character == ' ' ? null : glyphs.get('?');
    }
    return rows != null && rows[row].charAt(column) == '#';
  }
}

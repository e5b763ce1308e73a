package io.stillhouse.server.watch;

import io.stillhouse.server.errors.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How far the events of a run's attempts were told: the number of the next chunk, by {@code
 * step/attempt}.
 */
final class Positions {
  private static final Pattern ENTRY =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/[1-9][0-9]{0,8}=[1-9][0-9]{0,9}");
  private static final int LONGEST = 200_000;

  private final Map<String, Long> next = new TreeMap<>();

  /** The positions that a cursor stands for. */
  static Positions ofCursor(String cursor) {
    Positions positions = new Positions();
    if (cursor.isEmpty()) {
      return positions;
    }
    try {
      if (cursor.length() > LONGEST) {
        throw new IllegalArgumentException("it is too long");
      }
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      for (String entry : text.split(";", -1)) {
        if (entry.isEmpty()) {
          continue;
        }
        if (!ENTRY.matcher(entry).matches()) {
          throw new IllegalArgumentException("it was not given by this server");
        }
        int equals = entry.indexOf('=');
        positions.next.put(entry.substring(0, equals), Long.parseLong(entry.substring(equals + 1)));
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("cursor", "is not a cursor: " + e.getMessage());
    }
    return positions;
  }

  /** What a later call may go on from. */
  String cursor() {
    StringBuilder text = new StringBuilder(";");
    next.forEach((key, number) -> text.append(key).append('=').append(number).append(';'));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  boolean knows(String attempt) {
    return next.containsKey(attempt);
  }

  long next(String attempt) {
    return next.getOrDefault(attempt, 1L);
  }

  void put(String attempt, long number) {
    next.put(attempt, number);
  }

  void clear() {
    next.clear();
  }

  void copyFrom(Positions other) {
    next.putAll(other.next);
  }
}

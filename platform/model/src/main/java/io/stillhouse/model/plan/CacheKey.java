package io.stillhouse.model.plan;

import io.stillhouse.model.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides whether a step's outputs can be taken from an earlier run: the SHA-256 of everything
 * that its work depends on.
 *
 * @param hex the key, 64 lower-case hexadecimal digits
 * @param parts the named parts that were hashed into it ({@code component}, {@code parameter
 *     epochs}, {@code input dataset[0]}, {@code environment X}), each with its value or digest
 */
public record CacheKey(String hex, SortedMap<String, String> parts) {
  /** Begins the hashed bytes; a new encoding gets a new number, and so never meets an old key. */
  private static final String ENCODING = "stillhouse cache key 1";

  /** Copies the parts. */
  public CacheKey {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /**
   * The key of a step.
   *
   * @param component the component's name
   * @param componentDigest the digest of what runs: of the image, or of the component's file and
   *     program
   * @param parameters every parameter that has a value
   * @param inputs the digests of each input's artifacts, in order
   * @param environment the declared environment variables
   */
  public static CacheKey of(
      String component,
      String componentDigest,
      Map<String, Value> parameters,
      Map<String, List<String>> inputs,
      Map<String, String> environment) {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("component", component);
    parts.put("component digest", componentDigest);
    parameters.forEach((name, value) -> parts.put("parameter " + name, value.canonicalText()));
    inputs.forEach(
        (name, digests) -> {
          for (int i = 0; i < digests.size(); i++) {
            parts.put("input " + name + "[" + i + "]", digests.get(i));
          }
        });
    environment.forEach((name, value) -> parts.put("environment " + name, value));
    return new CacheKey(hash(parts), parts);
  }

  /** Every text goes in after its length in bytes, so no two lists of parts give the same bytes. */
  private static String hash(SortedMap<String, String> parts) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    update(sha256, ENCODING);
    parts.forEach(
        (name, value) -> {
          update(sha256, name);
          update(sha256, value);
        });
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  /**
   * Why a step that once had those parts has another key now: {@code parameter epochs changed from
   * 3 to 4}, changes separated by commas; empty when nothing differs.
   */
  public String explainMiss(Map<String, String> previousParts) {
    SortedSet<String> names = new TreeSet<>(parts.keySet());
    names.addAll(previousParts.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      String before = previousParts.get(name);
      String now = parts.get(name);
      if (before != null && now != null) {
        if (!before.equals(now)) {
          changes.add(name + " changed" + shown(" from ", before, "") + shown(" to ", now, ""));
        }
      } else if (now != null) {
        changes.add(name + " is new" + shown(" (", now, ")"));
      } else if (before != null) {
        changes.add(name + " is gone" + shown(" (was ", before, ")"));
      }
    }
    return String.join(", ", changes);
  }

  /** A value, shortened; a digest says enough with its first digits. */
  private static String shown(String before, String value, String after) {
    String text = value;
    if (text.matches("(sha256:)?[0-9a-f]{64}")) {
      text = text.replaceFirst("^sha256:", "").substring(0, 12);
    } else if (text.length() > 60) {
      text = text.substring(0, 57) + "...";
    }
    return before + text + after;
  }
}

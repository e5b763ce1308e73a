package io.stillhouse.model.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters that were set as text, as on a command line: {@code -p epochs=3}.
 *
 * @param texts the texts by parameter name
 */
public record OverrideTexts(Map<String, String> texts) {
  /** Nothing is set. */
  public static final OverrideTexts NONE = new OverrideTexts(Map.of());

  /** Copies the texts. */
  public OverrideTexts {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }
}

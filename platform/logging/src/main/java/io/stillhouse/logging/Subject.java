package io.stillhouse.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a whole process is about, as far as that is known from its start. */
record Subject(Map<String, String> fields) {
  static final String RUN = "run";
  static final String STEP = "step";
  static final String ATTEMPT = "attempt";

  private static final Pattern TASK =
      Pattern.compile(
          ".*/([^/]+)/([0-9]{8}-[0-9]{6}-[a-z0-9]{6})/([^/]+)/([1-9][0-9]{0,8})/task\\.json");

  /** The attempt whose task lies there; nothing if it is no place of a task. */
  static Subject ofTask(String uri) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher parts = TASK.matcher(uri);
    if (parts.matches()) {
      fields.put(RUN, "pipelines/" + parts.group(1) + "/runs/" + parts.group(2));
      fields.put(STEP, parts.group(3));
      fields.put(ATTEMPT, parts.group(4));
    }
    return new Subject(fields);
  }
}

package io.stillhouse.stepbeam.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Flink keeps of something that failed.
 *
 * @param stackTrace Flink's own words
 */
record FlinkFailure(String stackTrace) {
  private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (.*)$");

  static FlinkFailure of(String stackTrace) {
    return new FlinkFailure(stackTrace);
  }

  /** The innermost cause, in a line. */
  String inShort() {
    String last = stackTrace.lines().findFirst().orElse("").strip();
    Matcher cause = CAUSE.matcher(stackTrace);
    while (cause.find()) {
      last = cause.group(1).strip();
    }
    return last.isEmpty() ? "it does not say why" : last;
  }
}

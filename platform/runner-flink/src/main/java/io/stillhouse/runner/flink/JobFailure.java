package io.stillhouse.runner.flink;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the stack trace means that Flink keeps of a failed job. */
final class JobFailure {
  private static final String UNFIT = UnfitSessionException.class.getName() + ": ";
  private static final Pattern OTHER_CLASSES =
      Pattern.compile(
          "(?m)^(?:Caused by: )?(?:\\S+\\.)?(?:ClassNotFoundException|NoClassDefFoundError"
              + "|InvalidClassException|IncompatibleClassChangeError|NoSuchMethodError"
              + "|NoSuchFieldError|UnsupportedClassVersionError): .*$");
  private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (.*)$");

  private final String stackTrace;

  JobFailure(String stackTrace) {
    this.stackTrace = stackTrace;
  }

  /** Why this session will not carry out the run, however often it is tried; empty if it may. */
  Optional<String> unfit() {
    int said = stackTrace.indexOf(UNFIT);
    if (said >= 0) {
      return Optional.of(firstLine(stackTrace.substring(said + UNFIT.length())));
    }
    Matcher linkage = OTHER_CLASSES.matcher(stackTrace);
    return linkage.find()
        ? Optional.of(
            "its class path is not that of this Stillhouse ("
                + linkage.group().strip()
                + "); start its JobManager and its TaskManagers with the same version")
        : Optional.empty();
  }

  /** The failure in a line. */
  String inShort() {
    String last = firstLine(stackTrace);
    Matcher cause = CAUSE.matcher(stackTrace);
    while (cause.find()) {
      last = cause.group(1).strip();
    }
    return last.isEmpty() ? "it does not say why" : last;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}

package io.stillhouse.runner.flink;

import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.model.shape.DurationShape;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user may say about the session.
 *
 * @param host the host of the JobManager's REST endpoint
 * @param port its port
 * @param resubmits how often in a row the session may lose the pipeline with no step ended between
 * @param patience how long a session that does not answer is waited for, once it had the pipeline
 */
record FlinkSettings(String host, int port, int resubmits, Duration patience) {
  static final String MASTER = "master";

  /** The same endpoint as steps see it, which use it for their own work. */
  static final String STEP_MASTER = "stepMaster";

  static final String RESUBMITS = "resubmits";
  static final String PATIENCE = "patience";

  private static final List<String> NAMES = List.of(MASTER, STEP_MASTER, RESUBMITS, PATIENCE);
  private static final Pattern ADDRESS =
      Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]):(?<port>[0-9]{1,5})");
  private static final int DEFAULT_RESUBMITS = 10;
  private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(10);

  /**
   * Reads settings as text.
   *
   * @throws IllegalArgumentException with everything that is wrong, a sentence a line
   */
  static FlinkSettings of(Map<String, String> texts) {
    List<String> problems = new ArrayList<>();
    for (String name : new TreeSet<>(texts.keySet())) {
      if (!NAMES.contains(name)) {
        problems.add(
            "there is no setting '"
                + name
                + "'"
                + Suggestion.closest(name, NAMES)
                    .map(closest -> "; did you mean " + closest)
                    .orElse("; there are " + String.join(", ", NAMES)));
      }
    }
    Map<String, String> given = new TreeMap<>(texts);
    Optional<Matcher> address =
        Optional.ofNullable(given.get(MASTER)).map(ADDRESS::matcher).filter(Matcher::matches);
    int port = address.map(found -> Integer.parseInt(found.group("port"))).orElse(0);
    if (!given.containsKey(MASTER)) {
      problems.add(
          "setting 'master' is missing: host:port of the JobManager's REST endpoint, such as"
              + " localhost:8081");
    } else if (port < 1 || port > 65_535) {
      problems.add(
          "setting 'master' is '"
              + given.get(MASTER)
              + "', it must be host:port of the JobManager's REST endpoint, such as"
              + " localhost:8081");
    }
    String resubmits = given.getOrDefault(RESUBMITS, String.valueOf(DEFAULT_RESUBMITS));
    if (!resubmits.matches("[0-9]{1,4}")) {
      problems.add("setting 'resubmits' is '" + resubmits + "', it must be a number, 0 to 9999");
    }
    Optional<Duration> patience =
        given.containsKey(PATIENCE)
            ? DurationShape.parse(given.get(PATIENCE))
            : Optional.of(DEFAULT_PATIENCE);
    if (patience.isEmpty()) {
      problems.add(
          "setting 'patience' is '"
              + given.get(PATIENCE)
              + "', it must be "
              + DurationShape.EXPECTED);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new FlinkSettings(
        address.orElseThrow().group("host"),
        port,
        Integer.parseInt(resubmits),
        patience.orElseThrow());
  }

  /** {@code host:port}. */
  String master() {
    return host + ":" + port;
  }

  /** Where the REST endpoint is. */
  URI endpoint() {
    return URI.create("http://" + master() + "/");
  }
}

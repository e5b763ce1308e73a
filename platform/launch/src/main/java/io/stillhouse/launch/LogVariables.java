package io.stillhouse.launch;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment variables that say how a step's own log looks. Every launcher hands them on, so
 * that one setting holds for the orchestrator and all its steps; see docs/observability.md.
 */
public final class LogVariables {
  private static final Set<String> NAMES = Set.of("STILLHOUSE_LOG_FORMAT", "STILLHOUSE_LOG_LEVEL");

  private LogVariables() {}

  /** Those that an environment has. */
  public static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.keySet().retainAll(NAMES);
    return variables;
  }
}

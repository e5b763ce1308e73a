package io.stillhouse.orchestrator.execution;

import java.util.Map;

/** Makes runners of one kind; found on the class path as a service. */
public interface RunnerProvider {

  /** What a user calls it: {@code flink}. */
  String name();

  /**
   * A runner with these settings.
   *
   * @throws IllegalArgumentException if a setting is not known, or its value is wrong
   */
  PipelineRunner open(Map<String, String> settings);
}

package io.stillhouse.orchestrator.execution;

import io.stillhouse.launch.Finding;
import java.util.List;
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

  /**
   * Looks whether the platform has what runs need, before there is one. Starts nothing.
   *
   * @return what was found, in the order in which a person is to read it
   * @throws IllegalArgumentException if a setting is not known, or its value is wrong
   */
  List<Finding> examine(Map<String, String> settings);
}

package io.stillhouse.runner.flink;

import io.stillhouse.launch.Finding;
import io.stillhouse.orchestrator.execution.PipelineRunner;
import io.stillhouse.orchestrator.execution.RunnerProvider;
import java.util.List;
import java.util.Map;

/** Finds the Flink session that a user names. */
public final class FlinkRunnerProvider implements RunnerProvider {

  @Override
  public String name() {
    return "flink";
  }

  @Override
  public PipelineRunner open(Map<String, String> settings) {
    FlinkSettings read = FlinkSettings.of(settings);
    return steps -> new SessionRun(read, steps).run();
  }

  @Override
  public List<Finding> examine(Map<String, String> settings) {
    return new SessionExamination(FlinkSettings.of(settings)).find();
  }
}

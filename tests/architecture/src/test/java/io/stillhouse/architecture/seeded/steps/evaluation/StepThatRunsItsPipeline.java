package io.stillhouse.architecture.seeded.steps.evaluation;

import org.apache.beam.sdk.Pipeline;

record StepThatRunsItsPipeline(Pipeline pipeline) {
  void run() {
    pipeline.run();
  }
}

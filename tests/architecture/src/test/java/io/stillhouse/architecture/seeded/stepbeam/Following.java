package io.stillhouse.architecture.seeded.stepbeam;

import org.apache.beam.sdk.Pipeline;

/** Something to know. */
public record Following(Pipeline pipeline) {
  void run() {
    pipeline.run();
  }
}

package io.stillhouse.architecture.seeded.steps.teacherpretraining;

import io.stillhouse.architecture.seeded.orchestrator.launch.Launching;
import org.apache.beam.sdk.values.PCollection;

/** Something to know. */
public record StepThatOrchestrates(Launching launching, PCollection<String> shards) {}

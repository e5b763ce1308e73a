package io.stillhouse.architecture.seeded.steps.evaluation;

import ai.djl.ndarray.NDArray;
import io.stillhouse.architecture.seeded.artifacts.Storing;
import io.stillhouse.architecture.seeded.model.Planning;
import io.stillhouse.architecture.seeded.stepbeam.Following;
import io.stillhouse.architecture.seeded.steptraining.Continuing;
import io.stillhouse.architecture.seeded.training.Learning;
import org.apache.beam.sdk.values.PCollection;

record AllowedStep(
    Planning planning,
    Storing storing,
    Learning learning,
    Following following,
    Continuing continuing,
    PCollection<NDArray> batches) {}

package io.stillhouse.architecture.seeded.steptraining;

import ai.djl.ndarray.NDArray;
import io.stillhouse.architecture.seeded.training.Learning;

/** Something to know. */
public record Continuing(Learning learning, NDArray weights) {}

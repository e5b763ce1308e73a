package io.stillhouse.architecture.seeded.steps.modelexport.onnx;

import ai.djl.ndarray.NDArray;

/** Reads a constant from the engine. */
record GraphThatComputes(NDArray constant) {}

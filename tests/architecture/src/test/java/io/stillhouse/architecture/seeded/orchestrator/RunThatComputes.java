package io.stillhouse.architecture.seeded.orchestrator;

import ai.djl.ndarray.NDArray;

interface RunThatComputes {
  NDArray compute();
}

package io.stillhouse.architecture.seeded.training;

import ai.djl.ndarray.NDArray;

final class LossThatFreesItsWeight {
  NDArray weighted(NDArray loss) {
    return loss.mul(0.5f);
  }
}

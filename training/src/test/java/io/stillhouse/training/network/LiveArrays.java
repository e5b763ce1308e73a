package io.stillhouse.training.network;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts what a manager and all managers below it keep alive. */
final class LiveArrays {
  private LiveArrays() {}

  /** The arrays and the managers: a manager per step that is never closed counts as well. */
  static int count(NDManager manager) throws ReflectiveOperationException {
    // The engine counts only for its debug print; the map behind it is the one place that knows.
    Field resources = BaseNDManager.class.getDeclaredField("resources");
    resources.setAccessible(true);
    int count = 0;
    for (Object resource : ((Map<?, ?>) resources.get(manager)).values()) {
      count += 1;
      if (resource instanceof NDManager child) {
        count += count(child);
      } else if (!(resource instanceof NDArray)) {
        throw new IllegalStateException("a manager holds a " + resource.getClass());
      }
    }
    return count;
  }
}

package io.stillhouse.training;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts what a manager and all managers below it keep alive. */
public final class LiveArrays {
  private LiveArrays() {}

  /** The arrays and the managers: a manager per step that is never closed counts as well. */
  public static int count(NDManager manager) {
    int count = 0;
    for (Object resource : resources(manager).values()) {
      count += 1;
      if (resource instanceof NDManager child) {
        count += count(child);
      } else if (!(resource instanceof NDArray)) {
        throw new IllegalStateException("a manager holds a " + resource.getClass());
      }
    }
    return count;
  }

  // The engine counts only for its debug print; the map behind it is the one place that knows.
  private static Map<?, ?> resources(NDManager manager) {
    try {
      Field resources = BaseNDManager.class.getDeclaredField("resources");
      resources.setAccessible(true);
      return (Map<?, ?>) resources.get(manager);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the engine's managers keep their arrays elsewhere", e);
    }
  }
}

package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.CounterRandom;
import java.util.Arrays;

/**
 * Which stored view of an image an epoch shows: every {@code views} epochs all of them, each image
 * in its own order. A pure function of seed, image and epoch.
 *
 * @param seed any number
 * @param views stored views of an image, 1 or more
 */
public record ViewOrder(long seed, int views) {
  /** Keeps the orders independent of other uses of the same seed. */
  private static final long STREAM = 0x73746f726564L;

  public ViewOrder {
    if (views < 1) {
      throw new IllegalArgumentException("views is " + views + ", not 1 or more");
    }
  }

  /** The view's number, 0 .. views-1. */
  public int view(long id, long epoch) {
    int[] order = new int[views];
    Arrays.setAll(order, view -> view);
    long seedOfImage = new CounterRandom(seed ^ STREAM).bits(id, epoch / views);
    new CounterRandom(seedOfImage).shuffle(order, 0);
    return order[(int) (epoch % views)];
  }
}

package io.stillhouse.server.http;

import io.stillhouse.server.errors.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets each address make so many calls a second on average, and some more at once: a bucket that
 * fills evenly (Turner, 1986).
 */
public final class RateLimit {
  private static final int ADDRESSES = 10_000;

  private final double perSecond;
  private final double atOnce;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > ADDRESSES;
        }
      };

  /** What an address has left. */
  private static final class Bucket {
    private double left;
    private long time;
  }

  /**
   * @param perSecond calls a second on average
   * @param atOnce calls at once after a silence
   */
  public RateLimit(double perSecond, double atOnce) {
    this.perSecond = perSecond;
    this.atOnce = atOnce;
  }

  /** Counts a call; refuses it if there were too many. */
  public synchronized void count(String address) {
    long now = System.nanoTime();
    Bucket bucket = buckets.get(address);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.left = atOnce;
      bucket.time = now;
      buckets.put(address, bucket);
    }
    bucket.left = Math.min(atOnce, bucket.left + (now - bucket.time) * 1e-9 * perSecond);
    bucket.time = now;
    if (bucket.left < 1) {
      throw ApiException.tooMuch("too many calls from this address; wait a second");
    }
    bucket.left--;
  }
}

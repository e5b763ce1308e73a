package io.stillhouse.artifacts.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the generation that an object has now. It may be replaced between looking and reading: then
 * the next one is read.
 */
final class CurrentObject {
  private static final int NOT_FOUND = 404;
  private static final int MOST_MISMATCHES = 3;

  private final GcsObjects objects;
  private final Duration deadline;
  private volatile boolean bucketKnown;

  CurrentObject(GcsObjects objects, Duration deadline) {
    this.objects = objects;
    this.deadline = deadline;
  }

  /** Reads one generation. */
  interface Reading<T> {
    T read(Blob found) throws IOException;
  }

  /**
   * Reads the object.
   *
   * @return empty if there is none, in a bucket that exists
   */
  <T> Optional<T> read(BlobId object, Reading<T> reading) throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    int mismatches = 0;
    while (true) {
      Optional<Blob> found = objects.find(object);
      if (found.isEmpty()) {
        requireBucket();
        return Optional.empty();
      }
      bucketKnown = true;
      try {
        return Optional.of(reading.read(found.get()));
      } catch (ChecksumMismatchException e) {
        mismatches++;
        if (mismatches == MOST_MISMATCHES) {
          throw e;
        }
      } catch (StorageException e) {
        if (e.getCode() != NOT_FOUND || System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  private void requireBucket() {
    if (!bucketKnown) {
      objects.requireBucket();
      bucketKnown = true;
    }
  }
}

package io.stillhouse.artifacts.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.StorageException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes that happen once, however often the request is repeated.
 *
 * <p>Each write demands the generation that the object has so far and leaves an id of its own in
 * the object's metadata. The service refuses it (412) when the object changed meanwhile, and also
 * when the write itself was done already and only the answer was lost: the id tells the two apart.
 * A request that was given up and arrives late changes nothing, for its generation is past.
 */
final class ConditionalWrite {

  /** The key of the id in the metadata of an object. */
  static final String ID = "stillhouse-write";

  private static final int PRECONDITION_FAILED = 412;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final GcsObjects objects;
  private final Duration deadline;

  ConditionalWrite(GcsObjects objects, Duration deadline) {
    this.objects = objects;
    this.deadline = deadline;
  }

  /** One request that writes. */
  interface Request {
    /**
     * Writes.
     *
     * @param generation the generation that the object must have, 0 if there must be none
     */
    Blob write(BlobInfo object, long generation);
  }

  /**
   * Writes if there is no object.
   *
   * @return false if there is another one; the one that this call wrote is not another one
   */
  boolean create(BlobId object, Request request) {
    String id = UUID.randomUUID().toString();
    try {
      request.write(describe(object, id), 0);
      return true;
    } catch (StorageException e) {
      if (e.getCode() != PRECONDITION_FAILED) {
        throw e;
      }
      return objects.find(object).filter(found -> isOf(found, id)).isPresent();
    }
  }

  /** Writes whether there is an object or not. */
  Blob replace(BlobId object, Request request) {
    String id = UUID.randomUUID().toString();
    long end = System.nanoTime() + deadline.toNanos();
    long generation = 0; // most objects are written once
    for (int turn = 0; ; turn++) {
      try {
        return request.write(describe(object, id), generation);
      } catch (StorageException e) {
        if (e.getCode() != PRECONDITION_FAILED || System.nanoTime() - end > 0) {
          throw e;
        }
        pause(turn, e);
        Optional<Blob> found = objects.find(object);
        if (found.isPresent() && isOf(found.get(), id)) {
          return found.get();
        }
        generation = found.map(Blob::getGeneration).orElse(0L);
      }
    }
  }

  private static BlobInfo describe(BlobId object, String id) {
    return BlobInfo.newBuilder(object)
        .setContentType(CONTENT_TYPE)
        .setMetadata(Map.of(ID, id))
        .build();
  }

  private static boolean isOf(Blob found, String id) {
    return found.getMetadata() != null && id.equals(found.getMetadata().get(ID));
  }

  /** Those who write the same object at once step aside for each other, but not the first time. */
  private static void pause(int turn, StorageException answer) {
    if (turn == 0) {
      return;
    }
    long most = Math.min(LONGEST_PAUSE.toMillis(), 5L << Math.min(turn, 20));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw answer;
    }
  }
}

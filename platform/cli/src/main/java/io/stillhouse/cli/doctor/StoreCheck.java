package io.stillhouse.cli.doctor;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.launch.Check;
import io.stillhouse.launch.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether the store does what runs rest on, tried with an object that is deleted again: it is
 * created once only, read, replaced, listed.
 *
 * @param store the store
 */
record StoreCheck(ArtifactStore store) implements Check {
  private static final String SUBJECT = "store";
  private static final String FOLDER = "_doctor";

  @Override
  public Finding find() {
    String key = FOLDER + "/" + UUID.randomUUID();
    Finding tried = tried(key);
    try {
      store.delete(key);
    } catch (StoreException e) {
      // What could not be created can hardly be deleted: the first answer tells more.
      return tried.status() == Finding.Status.OK ? refused(e) : tried;
    }
    return tried;
  }

  private Finding tried(String key) {
    try {
      return objection(key)
          .map(
              text ->
                  Finding.failed(
                      SUBJECT,
                      store.root() + " " + text,
                      "use a file system with hard links, or a bucket that honours preconditions"))
          .orElseGet(
              () ->
                  Finding.ok(SUBJECT, store.root() + " can be read, written and created in once"));
    } catch (StoreException e) {
      return refused(e);
    }
  }

  private static Finding refused(StoreException e) {
    return Finding.failed(
        SUBJECT,
        String.valueOf(e.getMessage()),
        "put that right, or name another store with --store or STILLHOUSE_STORE");
  }

  /** What the store does wrong, if anything. */
  private Optional<String> objection(String key) {
    byte[] first = "first".getBytes(StandardCharsets.UTF_8);
    byte[] second = "second".getBytes(StandardCharsets.UTF_8);
    if (!store.create(key, first)) {
      return Optional.of("says that a new object exists already");
    }
    if (store.create(key, second) || !holds(key, first)) {
      return Optional.of("lets an object be created twice, so that two could win a race");
    }
    store.replace(key, second);
    if (!holds(key, second)) {
      return Optional.of("does not give back what was written last");
    }
    return store.list(FOLDER).stream().map(StoredObject::key).anyMatch(key::equals)
        ? Optional.empty()
        : Optional.of("does not list what was written");
  }

  private boolean holds(String key, byte[] content) {
    return store.read(key).filter(found -> Arrays.equals(found, content)).isPresent();
  }
}

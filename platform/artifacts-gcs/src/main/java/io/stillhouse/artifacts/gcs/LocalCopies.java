package io.stillhouse.artifacts.gcs;

import com.google.cloud.storage.Blob;
import com.google.common.util.concurrent.Striped;
import io.stillhouse.artifacts.ObjectKeys;
import io.stillhouse.artifacts.WorkDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of objects in a folder that this process has for itself, under the objects' keys. A copy
 * is renamed into place when all of it is there, and made again when the object has another
 * generation.
 */
final class LocalCopies implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);
  private static final int LOCKS = 64;

  private final Path cache;
  private final RangedDownload download;
  private final Map<String, Long> generations = new ConcurrentHashMap<>();
  private final Striped<Lock> locks = Striped.lock(LOCKS);
  private @Nullable WorkDirectory directory;

  LocalCopies(Path cache, RangedDownload download) {
    this.cache = cache;
    this.download = download;
  }

  /** A work directory beside the copies. */
  WorkDirectory workDirectory() throws IOException {
    WorkDirectory.removeAbandoned(cache, ObjectKeys.UNFINISHED);
    return WorkDirectory.create(cache, ObjectKeys.UNFINISHED);
  }

  /** Deletes the folders of processes that are gone, and says how many there were. */
  int removeAbandoned() throws IOException {
    return WorkDirectory.removeAbandoned(cache, ObjectKeys.UNFINISHED);
  }

  /** The file with this generation of an object. */
  Path file(String key, Blob object) throws IOException {
    Path file = folder().resolve("objects").resolve(key);
    Lock lock = locks.get(key);
    lock.lock();
    try {
      if (!object.getGeneration().equals(generations.get(key)) || !Files.exists(file)) {
        Files.createDirectories(file.resolveSibling(""));
        Files.move(fetch(object), file, StandardCopyOption.ATOMIC_MOVE);
        generations.put(key, object.getGeneration());
      }
      return file;
    } finally {
      lock.unlock();
    }
  }

  /** A file of its own with the content of an object, for the caller to delete. */
  Path fetch(Blob object) throws IOException {
    Path file = folder().resolve(ObjectKeys.UNFINISHED + UUID.randomUUID());
    boolean complete = false;
    try {
      download.toFile(object, file);
      complete = true;
      return file;
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (directory == null) {
      return;
    }
    try {
      directory.close();
    } catch (UncheckedIOException e) {
      LOG.warn("{}; another process removes it later", e.getMessage());
    }
    directory = null;
    generations.clear();
  }

  private synchronized Path folder() throws IOException {
    if (directory == null) {
      directory = workDirectory();
    }
    return directory.path();
  }
}

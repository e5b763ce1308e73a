package io.stillhouse.launch;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one attempt on its way into the store. It is gathered in a local file, and the whole
 * of that replaces the stored one every few seconds; less often the larger it is, as object storage
 * cannot append.
 */
public final class LogCopy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogCopy.class);
  private static final long FIRST_WAIT_MILLIS = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 60_000;
  private static final int BYTES_PER_MILLI = 256;
  private static final long LARGEST_LOG = 64L << 20;
  private static final byte[] CUT =
      "\n... the log is larger than 64 MiB; the rest is not kept\n"
          .getBytes(StandardCharsets.UTF_8);

  private final ArtifactStore store;
  private final String key;
  private final Path file;
  private final OutputStream gathered;
  private final ScheduledExecutorService uploads;
  private final Object uploading = new Object();
  private long size;
  private boolean scheduled;
  private boolean closed;

  LogCopy(ArtifactStore store, String key, Path file, ScheduledExecutorService uploads) {
    this.store = store;
    this.key = key;
    this.file = file;
    this.uploads = uploads;
    try {
      this.gathered = Files.newOutputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Adds what the container printed.
   *
   * @throws UncheckedIOException if the local disk cannot take it
   */
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (closed || size >= LARGEST_LOG) {
      return;
    }
    try {
      gathered.write(bytes, offset, length);
      size += length;
      if (size >= LARGEST_LOG) {
        gathered.write(CUT);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    if (!scheduled) {
      scheduled = true;
      long wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS + size / BYTES_PER_MILLI);
      uploads.schedule(this::uploadInPassing, wait, TimeUnit.MILLISECONDS);
    }
  }

  /** The last lines so far, at most 8 KiB of them. */
  public String tail() {
    return LogTail.of(file);
  }

  /**
   * Uploads all of it.
   *
   * @throws StoreException if the store does not take it
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      try {
        gathered.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
      }
    }
    synchronized (uploading) {
      store.upload(key, file);
    }
  }

  // A failure costs nothing yet: the next upload brings everything.
  private void uploadInPassing() {
    synchronized (uploading) {
      synchronized (this) {
        scheduled = false;
        if (closed) {
          return;
        }
      }
      try {
        store.upload(key, file);
      } catch (RuntimeException e) {
        LOG.warn("cannot copy the log to {} for now: {}", store.uri(key), e.getMessage());
      }
    }
  }
}

package io.stillhouse.launch;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ObjectNotFoundException;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.artifacts.WorkDirectory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Copies what containers print into the store, from where it is read while they work and after
 * they, and their platform, are gone.
 */
public final class LogCopies implements AutoCloseable {
  private final ArtifactStore store;
  private final WorkDirectory directory;
  private final ScheduledExecutorService uploads =
      Executors.newScheduledThreadPool(
          2,
          runnable -> {
            Thread thread = new Thread(runnable, "log-copies");
            thread.setDaemon(true);
            return thread;
          });

  /** Copies into this store. */
  public LogCopies(ArtifactStore store) {
    this.store = store;
    this.directory = store.workDirectory();
  }

  /** Begins the log of an attempt anew: whoever calls this copies it from its first byte on. */
  public LogCopy begin(AttemptName attempt) {
    String file = attempt.toString().replace('/', '_');
    return new LogCopy(store, attempt.layout().log(), directory.path().resolve(file), uploads);
  }

  /** The last lines of what lies in the store of an attempt's log, at most 8 KiB of them. */
  public String lastWords(AttemptName attempt) {
    try {
      return LogTail.of(store.localFile(attempt.layout().log()));
    } catch (ObjectNotFoundException e) {
      return "";
    } catch (StoreException e) {
      return "(the log cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Uploads nothing more. Copies are to be closed first. */
  @Override
  public void close() {
    uploads.shutdownNow();
    directory.close();
  }
}

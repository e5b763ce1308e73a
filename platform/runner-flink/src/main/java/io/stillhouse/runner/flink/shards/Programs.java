package io.stillhouse.runner.flink.shards;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.flinkclient.WorkLayout;
import io.stillhouse.flinkclient.WorkerProgram;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The programs of steps that this JVM has loaded. Those that have the same jars share one class
 * loader, over the end of a job as well: Flink gives each job a loader of its own, and then native
 * code could be used by the first one only.
 */
final class Programs {
  /** So many that nobody uses stay loaded. */
  private static final int KEPT = 4;

  private static final ProgramLoaders LOADERS = new ProgramLoaders(KEPT);

  private Programs() {}

  /**
   * One worker's share in a loaded program.
   *
   * @param loader the loader of the step's classes
   * @param mainClass the class of the worker
   * @param leave gives the share back
   */
  record Use(URLClassLoader loader, String mainClass, Runnable leave) implements AutoCloseable {
    /** A new worker. */
    @SuppressWarnings("unchecked") // What a worker program promises of its main class.
    Consumer<String> worker(Map<String, String> place) throws Exception {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return (Consumer<String>)
            loader.loadClass(mainClass).getConstructor(Map.class).newInstance(place);
      } catch (InvocationTargetException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    /** Runs something that looks for services of the program. */
    void within(Runnable body) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        body.run();
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    @Override
    public void close() {
      leave.run();
    }
  }

  /** Loads the program of some work unless it is loaded, and takes part in it. */
  static Use use(String storeUri, String work) throws IOException {
    try (ArtifactStore store = ArtifactStores.open(URI.create(storeUri), System.getenv())) {
      byte[] text =
          store
              .read(new WorkLayout(work).program())
              .orElseThrow(
                  () -> new IOException("nobody waits for " + store.uri(work) + " any more"));
      WorkerProgram program = WorkerProgram.of(new String(text, StandardCharsets.UTF_8));
      return LOADERS.use(program, store);
    }
  }
}

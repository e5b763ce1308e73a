package io.stillhouse.training.inference;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.modelfile.ModelFileException;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The networks of one worker, each read once and, where it is one of ours, with batch normalisation
 * folded. Every worker has its own, for a network is not safe for use by two threads; nor is this.
 */
public final class FoldedNetworks implements AutoCloseable {
  private final NDManager manager;
  private final Map<Path, Scorer> networks = new HashMap<>();

  private FoldedNetworks(NDManager manager) {
    this.manager = manager;
  }

  /** Has none yet. The engine has been started, as {@link InferenceThread} does. */
  public static FoldedNetworks open() {
    return new FoldedNetworks(NDManager.newBaseManager());
  }

  /**
   * The network of a model's folder, which must not be closed.
   *
   * @throws ModelFileException when the folder is not a sound model
   */
  public Scorer of(Path model) throws IOException {
    Scorer known = networks.get(model);
    if (known != null) {
      return known;
    }
    Scorer folded = ModelFolder.scorer(model, manager);
    networks.put(model, folded);
    return folded;
  }

  /** The parent of everything that the worker computes. */
  public NDManager manager() {
    return manager;
  }

  /** Frees the networks and all that was computed under the manager. */
  @Override
  public void close() {
    manager.close();
  }
}

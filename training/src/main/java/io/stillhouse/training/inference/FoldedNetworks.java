package io.stillhouse.training.inference;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.modelfile.ModelFileException;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The networks of one worker, each read once and with batch normalisation folded. Every worker has
 * its own, for a network is not safe for use by two threads; nor is this.
 */
public final class FoldedNetworks implements AutoCloseable {
  private final NDManager manager;
  private final Map<Path, Network> networks = new HashMap<>();

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
  public Network of(Path model) throws IOException {
    Network known = networks.get(model);
    if (known != null) {
      return known;
    }
    Network folded = ModelFolder.loadFolded(model, manager);
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

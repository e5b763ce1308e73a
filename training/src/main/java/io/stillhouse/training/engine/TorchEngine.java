package io.stillhouse.training.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PyTorch engine of this process, set up for training. */
public final class TorchEngine {
  private static final Logger LOG = LoggerFactory.getLogger(TorchEngine.class);

  private final Engine engine;

  private TorchEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts the engine, or finds it started, and sets how many threads one operation uses.
   *
   * <p>The same seed gives the same weights, bit for bit, only with the same number of threads.
   * Never contacts the network.
   *
   * @param threads at least 1
   */
  public static TorchEngine start(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("the engine needs at least 1 thread, not " + threads);
    }
    // Without it the engine asks a metadata address on the internet for its native libraries.
    System.setProperty("ai.djl.offline", "true");
    GlibcHeap.keepFreedMemory();
    Engine engine = Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(threads);
    LOG.debug("PyTorch {} with {} threads", engine.getVersion(), threads);
    return new TorchEngine(engine);
  }

  /** Number of threads that one operation uses. */
  public int threads() {
    return JniUtils.getNumThreads();
  }

  public String version() {
    return engine.getVersion();
  }
}

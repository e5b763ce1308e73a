package io.stillhouse.training.engine;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Switches the recording of operations for back-propagation off on the current thread, until
 * closed.
 *
 * <p>The engine's switch belongs to the thread and is on in every new one: inference on a worker
 * thread would keep every activation of the forward pass. To be closed by the thread that opened
 * it.
 */
public final class GradientRecording implements AutoCloseable {
  private final boolean before;

  private GradientRecording(boolean before) {
    this.before = before;
  }

  /** Switches recording off. */
  public static GradientRecording off() {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    return new GradientRecording(before);
  }

  /** Restores what was before. */
  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}

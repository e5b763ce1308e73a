package io.stillhouse.training.inference;

import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.engine.TorchEngine;

/**
 * The calling thread as inference on workers needs it, until closed: one operation keeps one
 * processor thread busy, so that what comes out does not depend on how many workers there are, and
 * nothing is recorded for back-propagation.
 *
 * <p>Both settings belong to the thread. A runner that chooses the threads of its workers makes it
 * necessary to enter anew for every piece of work. To be closed by the thread that entered.
 */
public final class InferenceThread implements AutoCloseable {
  private static final int THREADS_OF_AN_OPERATION = 1;

  private final GradientRecording recording;

  private InferenceThread(GradientRecording recording) {
    this.recording = recording;
  }

  /** Sets the calling thread up, and starts the engine if it was not. */
  public static InferenceThread enter() {
    TorchEngine.start(THREADS_OF_AN_OPERATION);
    return new InferenceThread(GradientRecording.off());
  }

  /** Lets the thread record again if it did before. */
  @Override
  public void close() {
    recording.close();
  }
}

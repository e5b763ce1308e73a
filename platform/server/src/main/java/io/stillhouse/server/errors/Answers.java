package io.stillhouse.server.errors;

import io.grpc.stub.StreamObserver;

/** Answers calls that have one answer. */
public final class Answers {
  private Answers() {}

  /** What makes the answer. */
  @FunctionalInterface
  public interface Work<T> {
    T answer() throws Exception;
  }

  /** Sends the answer, or why there is none. */
  @SuppressWarnings("PMD.AvoidCatchingThrowable")
  public static <T> void send(StreamObserver<T> caller, Work<T> work) {
    T answer;
    try {
      answer = work.answer();
    } catch (Exception | LinkageError e) {
      caller.onError(Failures.told(e));
      return;
    }
    caller.onNext(answer);
    caller.onCompleted();
  }
}

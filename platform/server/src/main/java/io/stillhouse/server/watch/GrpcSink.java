package io.stillhouse.server.watch;

import com.google.protobuf.Message;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.stillhouse.server.errors.Failures;

/** A follower over gRPC. */
public final class GrpcSink<T extends Message> implements Sink<T> {
  private final ServerCallStreamObserver<T> caller;

  /** Of a call with a stream of answers. */
  public GrpcSink(StreamObserver<T> caller) {
    this.caller = (ServerCallStreamObserver<T>) caller;
  }

  @Override
  public boolean isReady() {
    return caller.isReady();
  }

  @Override
  public boolean isGone() {
    return caller.isCancelled();
  }

  @Override
  public synchronized void send(Shared<T> answer) {
    if (!caller.isCancelled()) {
      caller.onNext(answer.message());
    }
  }

  @Override
  public void beat() {
    // HTTP/2 has its own: the server pings connections that are silent.
  }

  @Override
  public synchronized void complete() {
    if (!caller.isCancelled()) {
      caller.onCompleted();
    }
  }

  @Override
  public synchronized void fail(Throwable failure) {
    if (!caller.isCancelled()) {
      caller.onError(Failures.told(failure));
    }
  }
}

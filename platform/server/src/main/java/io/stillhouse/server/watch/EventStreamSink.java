package io.stillhouse.server.watch;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.stillhouse.server.errors.Failures;
import java.util.concurrent.atomic.AtomicInteger;

/** A follower over HTTP: server-sent events, whose data are JSON. */
public final class EventStreamSink<T extends Message> implements Sink<T> {
  /** So many answers may be under way to a follower. */
  private static final int UNDER_WAY = 4;

  private final HttpResponseWriter response;
  private final AtomicInteger underWay = new AtomicInteger();

  /** Of a response whose headers were sent. */
  public EventStreamSink(HttpResponseWriter response) {
    this.response = response;
  }

  @Override
  public boolean isReady() {
    return underWay.get() < UNDER_WAY;
  }

  @Override
  public boolean isGone() {
    return !response.isOpen();
  }

  @Override
  public void send(Shared<T> answer) {
    String id = answer.id().isEmpty() ? "" : "id: " + answer.id() + "\n";
    write(id + "data: " + answer.json() + "\n\n");
  }

  @Override
  public void beat() {
    write(": alive\n\n");
  }

  @Override
  public void complete() {
    write("event: end\ndata: {}\n\n");
    response.close();
  }

  @Override
  public void fail(Throwable failure) {
    try {
      String status =
          JsonFormat.printer()
              .usingTypeRegistry(TypeRegistry.newBuilder().add(BadRequest.getDescriptor()).build())
              .omittingInsignificantWhitespace()
              .print(Failures.status(failure));
      write("event: error\ndata: {\"error\": " + status + "}\n\n");
    } catch (InvalidProtocolBufferException e) {
      response.close(e);
      return;
    }
    response.close();
  }

  private void write(String text) {
    if (response.tryWrite(HttpData.ofUtf8(text))) {
      underWay.incrementAndGet();
      response.whenConsumed().whenComplete((done, failure) -> underWay.decrementAndGet());
    }
  }
}

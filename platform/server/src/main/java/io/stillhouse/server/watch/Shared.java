package io.stillhouse.server.watch;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * An answer for several followers: written as JSON at most once.
 *
 * @param <T> its type
 */
public final class Shared<T extends Message> {
  private final T message;
  private final String id;
  private @Nullable String json;

  /**
   * @param id what a follower may go on from after its connection broke; possibly empty
   */
  public Shared(T message, String id) {
    this.message = message;
    this.id = id;
  }

  /** The answer. */
  public T message() {
    return message;
  }

  /** What a follower may go on from. */
  public String id() {
    return id;
  }

  /** The answer in one line of JSON. */
  public synchronized String json() {
    String written = json;
    if (written == null) {
      try {
        written = JsonFormat.printer().omittingInsignificantWhitespace().print(message);
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("an answer cannot be written as JSON", e);
      }
      json = written;
    }
    return written;
  }
}

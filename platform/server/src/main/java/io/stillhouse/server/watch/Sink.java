package io.stillhouse.server.watch;

import com.google.protobuf.Message;

/**
 * Where a follower's answers go. Nobody waits for a slow follower: it is passed over while it is
 * not ready, and told all that it missed once it is.
 *
 * @param <T> the answers
 */
public interface Sink<T extends Message> {

  /** Whether it takes another answer without having to keep it in memory. */
  boolean isReady();

  /** Whether it is gone. */
  boolean isGone();

  /** Sends an answer that other followers get as well. */
  void send(Shared<T> answer);

  /** Says that the connection is alive. */
  void beat();

  /** Says that there is nothing more. */
  void complete();

  /** Says why there is nothing more. */
  void fail(Throwable failure);
}

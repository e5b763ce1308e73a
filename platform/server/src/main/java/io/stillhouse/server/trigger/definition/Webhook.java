package io.stillhouse.server.trigger.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who may call a trigger, and which calls make an event.
 *
 * @param sender who calls
 * @param secret what the sender and the server know; empty for Pub/Sub
 * @param audience what tokens of Pub/Sub are for; empty for others
 * @param serviceAccount the account whose tokens Pub/Sub sends; empty for others
 * @param tolerance how old, or how far ahead, the time of a signature may be
 * @param events the kinds of events, as the sender's header says them; none: all
 * @param conditions what must be true of the payload, all of it
 */
public record Webhook(
    Sender sender,
    Optional<SecretReference> secret,
    String audience,
    String serviceAccount,
    Duration tolerance,
    List<String> events,
    List<PayloadCondition> conditions) {
  /** How old a signature may be unless the text says otherwise. */
  public static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);

  /** Copies the lists. */
  public Webhook {
    events = List.copyOf(events);
    conditions = List.copyOf(conditions);
  }
}

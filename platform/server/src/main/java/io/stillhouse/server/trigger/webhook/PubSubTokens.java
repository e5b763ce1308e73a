package io.stillhouse.server.trigger.webhook;

import com.google.api.client.json.webtoken.JsonWebSignature;
import com.google.api.client.util.Clock;
import com.google.auth.oauth2.TokenVerifier;
import com.google.auth.oauth2.TokenVerifier.VerificationException;
import io.stillhouse.server.trigger.definition.Webhook;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who sent a call of Pub/Sub: a token that Google signed for an account and an audience. Google's
 * keys are fetched when they are needed, and kept for an hour.
 */
public final class PubSubTokens {
  private static final Logger LOG = LoggerFactory.getLogger(PubSubTokens.class);
  private static final String ISSUER = "https://accounts.google.com";
  private static final String KEYS = "https://www.googleapis.com/oauth2/v3/certs";
  private static final String BEARER = "bearer ";

  private final String keys;
  private final java.time.Clock clock;

  /** With Google's keys. */
  public PubSubTokens(java.time.Clock clock) {
    this(clock, KEYS);
  }

  /**
   * @param keys where the keys are, a JSON Web Key Set
   */
  PubSubTokens(java.time.Clock clock, String keys) {
    this.clock = clock;
    this.keys = keys;
  }

  /** Whether a call's token is right for a webhook. */
  boolean isRight(Call call, Webhook webhook) {
    String authorization = call.header("authorization");
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return false;
    }
    try {
      Clock now = clock::millis;
      JsonWebSignature token =
          TokenVerifier.newBuilder()
              .setAudience(webhook.audience())
              .setIssuer(ISSUER)
              .setCertificatesLocation(keys)
              .setClock(now)
              .build()
              .verify(authorization.substring(BEARER.length()).strip());
      return webhook.serviceAccount().equals(token.getPayload().get("email"))
          && Boolean.TRUE.equals(token.getPayload().get("email_verified"));
    } catch (VerificationException | IllegalArgumentException e) {
      LOG.info("A call of Pub/Sub has no right token: {}", e.getMessage());
      return false;
    }
  }

  /** What a call is known by, once its token was found right: the id of its message. */
  static Delivery delivery(Call call, Optional<String> messageId) {
    return messageId
        .map(id -> new Delivery(id, "pubsub " + id, ""))
        .orElseGet(() -> new Delivery("", "pubsub body " + call.digest(), ""));
  }
}

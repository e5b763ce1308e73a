package io.stillhouse.server.trigger.webhook;

import io.stillhouse.server.trigger.definition.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who sent a call, by a secret that both sides know. What is compared is compared in constant time,
 * and nothing says which part was wrong.
 */
final class Signatures {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String BASE64_SECRET = "whsec_";
  private static final int MOST_SIGNATURES = 16;

  private final Clock clock;

  Signatures(Clock clock) {
    this.clock = clock;
  }

  /**
   * A call signed as Standard Webhooks says: HMAC-SHA256 of {@code id.time.body}, where the time is
   * in seconds since 1970. The id is signed, so it is what the call is known by.
   */
  Optional<Delivery> standard(Call call, List<String> secrets, Webhook webhook) {
    String id = call.header("webhook-id");
    String time = call.header("webhook-timestamp");
    if (!id.matches("[!-~]{1,256}") || !time.matches("[0-9]{1,12}")) {
      return Optional.empty();
    }
    byte[] signed = join((id + "." + time + ".").getBytes(StandardCharsets.US_ASCII), call.body());
    boolean right = false;
    for (String secret : secrets) {
      byte[] expected = hmac(standardKey(secret), signed);
      String[] given = call.header("webhook-signature").split(" ", MOST_SIGNATURES);
      for (String signature : given) {
        right |= signature.startsWith("v1,") && isSame(expected, base64(signature.substring(3)));
      }
    }
    Duration age =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant()).abs();
    return right && age.compareTo(webhook.tolerance()) <= 0
        ? Optional.of(new Delivery(id, "standard " + id, ""))
        : Optional.empty();
  }

  /**
   * A call of GitHub: HMAC-SHA256 of the body. Neither the id of the delivery nor a time is signed,
   * so a call is known by its body: GitHub's bodies name what has happened, and a call that was
   * overheard makes nothing anew under another id.
   */
  Optional<Delivery> github(Call call, List<String> secrets) {
    String given = call.header("x-hub-signature-256");
    if (!given.startsWith("sha256=")) {
      return Optional.empty();
    }
    byte[] signature = hex(given.substring("sha256=".length()));
    boolean right = false;
    for (String secret : secrets) {
      right |= isSame(hmac(secret.getBytes(StandardCharsets.UTF_8), call.body()), signature);
    }
    return right
        ? Optional.of(
            new Delivery(
                shown(call.header("x-github-delivery")),
                "github " + call.digest(),
                call.header("x-github-event")))
        : Optional.empty();
  }

  /**
   * A call of GitLab: the secret itself. GitLab tells a call that it repeats by {@code
   * Idempotency-Key}; older ones do not, and theirs is known by its body.
   */
  Optional<Delivery> gitlab(Call call, List<String> secrets) {
    // Of digests: what is compared has one length, whatever was sent.
    byte[] given = sha256(call.header("x-gitlab-token"));
    boolean right = false;
    for (String secret : secrets) {
      right |= isSame(sha256(secret), given);
    }
    String id = call.header("idempotency-key");
    String known = id.isEmpty() ? "gitlab body " + call.digest() : "gitlab " + id;
    return right
        ? Optional.of(new Delivery(shown(id), known, call.header("x-gitlab-event")))
        : Optional.empty();
  }

  private static String shown(String id) {
    return id.matches("[!-~]{0,256}") ? id : "";
  }

  private static byte[] standardKey(String secret) {
    if (secret.startsWith(BASE64_SECRET)) {
      byte[] key = base64(secret.substring(BASE64_SECRET.length()));
      if (key.length > 0) {
        return key;
      }
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isSame(byte[] expected, byte[] given) {
    return MessageDigest.isEqual(expected, given);
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

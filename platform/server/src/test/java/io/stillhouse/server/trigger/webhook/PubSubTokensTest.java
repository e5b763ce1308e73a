package io.stillhouse.server.trigger.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.sun.net.httpserver.HttpServer;
import io.stillhouse.server.trigger.definition.Sender;
import io.stillhouse.server.trigger.definition.Webhook;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens as Google signs them, with keys of our own. */
class PubSubTokensTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String ACCOUNT = "push@project.iam.gserviceaccount.com";
  private static final String AUDIENCE = "https://stillhouse.example/hooks/data";
  private static final Webhook WEBHOOK =
      new Webhook(
          Sender.PUBSUB,
          Optional.empty(),
          AUDIENCE,
          ACCOUNT,
          Duration.ofMinutes(5),
          List.of(),
          List.of());

  private final KeyPair keys = keyPair();
  private HttpServer server;
  private PubSubTokens tokens;

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serveKeys() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    byte[] set =
        ("{\"keys\": [{\"kty\": \"RSA\", \"alg\": \"RS256\", \"use\": \"sig\", \"kid\": \"one\", \"n\": \""
                + number(key.getModulus())
                + "\", \"e\": \""
                + number(key.getPublicExponent())
                + "\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/certs",
        exchange -> {
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, set.length);
          exchange.getResponseBody().write(set);
          exchange.close();
        });
    server.start();
    tokens =
        new PubSubTokens(
            Clock.fixed(NOW, ZoneOffset.UTC),
            "http://127.0.0.1:" + server.getAddress().getPort() + "/certs");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return base64(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String token(KeyPair signer, String issuer, String audience, String email, Instant expiry)
      throws GeneralSecurityException {
    String header = "{\"alg\": \"RS256\", \"kid\": \"one\", \"typ\": \"JWT\"}";
    String claims =
        "{\"iss\": \""
            + issuer
            + "\", \"aud\": \""
            + audience
            + "\", \"email\": \""
            + email
            + "\", \"email_verified\": true, \"sub\": \"1\", \"iat\": "
            + NOW.minusSeconds(60).getEpochSecond()
            + ", \"exp\": "
            + expiry.getEpochSecond()
            + "}";
    String signed =
        base64(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(claims.getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(signer.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64(signature.sign());
  }

  private boolean isRight(String token) {
    return tokens.isRight(
        new Call(
            RequestHeaders.of(HttpMethod.POST, "/hooks/data", "authorization", "Bearer " + token),
            new byte[0]),
        WEBHOOK);
  }

  @Test
  void aTokenOfTheAccountForThisAudienceIsRight() throws Exception {
    assertThat(
            isRight(
                token(keys, "https://accounts.google.com", AUDIENCE, ACCOUNT, NOW.plusSeconds(60))))
        .isTrue();
  }

  @Test
  void anyOtherTokenIsNot() throws Exception {
    String google = "https://accounts.google.com";
    Instant later = NOW.plusSeconds(60);
    assertThat(isRight(token(keyPair(), google, AUDIENCE, ACCOUNT, later))).isFalse();
    assertThat(isRight(token(keys, "https://evil.example", AUDIENCE, ACCOUNT, later))).isFalse();
    assertThat(isRight(token(keys, google, "https://other.example", ACCOUNT, later))).isFalse();
    assertThat(isRight(token(keys, google, AUDIENCE, "somebody@gmail.com", later))).isFalse();
    assertThat(isRight(token(keys, google, AUDIENCE, ACCOUNT, NOW.minusSeconds(600)))).isFalse();
    assertThat(isRight("not.a.token")).isFalse();
    assertThat(isRight("")).isFalse();
  }
}

package io.stillhouse.server.trigger.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.stillhouse.server.trigger.definition.Sender;
import io.stillhouse.server.trigger.definition.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signatures that the documents of the senders give as examples, and what is made of them. */
class SignaturesTest {
  // From the specification of Standard Webhooks.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIME = 1_614_265_330;
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static final Webhook STANDARD =
      new Webhook(
          Sender.STANDARD, Optional.empty(), "", "", Duration.ofMinutes(5), List.of(), List.of());

  private static Signatures at(long seconds) {
    return new Signatures(Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC));
  }

  private static Call call(String body, String... headers) {
    RequestHeadersBuilder builder = RequestHeaders.builder(HttpMethod.POST, "/hooks/x");
    for (int i = 0; i < headers.length; i += 2) {
      builder.set(headers[i], headers[i + 1]);
    }
    return new Call(builder.build(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Call standard(String id, long time, String body, String signature) {
    return call(
        body,
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(time),
        "webhook-signature",
        signature);
  }

  @Test
  void theExampleOfStandardWebhooksIsRight() {
    assertThat(at(TIME).standard(standard(ID, TIME, BODY, SIGNATURE), List.of(SECRET), STANDARD))
        .contains(new Delivery(ID, "standard " + ID, ""));
  }

  @Test
  void whileSecretsAreExchangedBothAreRightAndSoIsOneOfSeveralSignatures() {
    Call call = standard(ID, TIME, BODY, "v1,AAAA v1a,xyz " + SIGNATURE);

    assertThat(at(TIME).standard(call, List.of("whsec_bmV3ZXI=", SECRET), STANDARD)).isPresent();
    assertThat(at(TIME).standard(call, List.of("whsec_bmV3ZXI="), STANDARD)).isEmpty();
  }

  @Test
  void nothingThatWasSignedCanBeChanged() {
    for (Call forged :
        List.of(
            standard(ID, TIME, BODY + " ", SIGNATURE),
            standard(ID + "x", TIME, BODY, SIGNATURE),
            standard(ID, TIME + 1, BODY, SIGNATURE),
            standard(ID, TIME, BODY, SIGNATURE.replace("g0", "g1")),
            standard(ID, TIME, BODY, SIGNATURE.substring(0, 20)),
            standard(ID, TIME, BODY, SIGNATURE.replace("v1,", "v2,")),
            standard(ID, TIME, BODY, "v1,"),
            standard(ID, TIME, BODY, ""),
            call(BODY))) {
      assertThat(at(TIME).standard(forged, List.of(SECRET), STANDARD)).isEmpty();
    }
  }

  @Test
  void aSignatureIsGoodForItsTimeAndALittleSkewEitherWay() {
    Call call = standard(ID, TIME, BODY, SIGNATURE);

    assertThat(at(TIME + 300).standard(call, List.of(SECRET), STANDARD)).isPresent();
    assertThat(at(TIME - 300).standard(call, List.of(SECRET), STANDARD)).isPresent();
    assertThat(at(TIME + 301).standard(call, List.of(SECRET), STANDARD)).isEmpty();
    assertThat(at(TIME - 301).standard(call, List.of(SECRET), STANDARD)).isEmpty();
  }

  @Test
  void theExampleOfGitHubIsRightAndNoOther() {
    String secret = "It's a Secret to Everybody";
    String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    Call call =
        call(
            "Hello, World!",
            "x-hub-signature-256",
            signature,
            "x-github-event",
            "push",
            "x-github-delivery",
            "72d3162e-cc78-11e3-81ab-4c9367dc0958");

    Optional<Delivery> delivery = at(0).github(call, List.of(secret));
    assertThat(delivery).isPresent();
    assertThat(delivery.get().kind()).isEqualTo("push");
    assertThat(delivery.get().id()).isEqualTo("72d3162e-cc78-11e3-81ab-4c9367dc0958");
    assertThat(at(0).github(call, List.of("another secret"))).isEmpty();
    assertThat(
            at(0).github(call("Hello, World?", "x-hub-signature-256", signature), List.of(secret)))
        .isEmpty();
    assertThat(
            at(0)
                .github(call("Hello, World!", "x-hub-signature-256", "sha256=zz"), List.of(secret)))
        .isEmpty();
    assertThat(at(0).github(call("Hello, World!", "x-hub-signature", signature), List.of(secret)))
        .isEmpty();
  }

  @Test
  void aReplayedCallOfGitHubIsKnownWhateverIdItBears() {
    String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    List<String> secret = List.of("It's a Secret to Everybody");

    assertThat(
            at(0)
                .github(
                    call(
                        "Hello, World!",
                        "x-hub-signature-256",
                        signature,
                        "x-github-delivery",
                        "1"),
                    secret)
                .orElseThrow()
                .known())
        .isEqualTo(
            at(9)
                .github(
                    call(
                        "Hello, World!",
                        "x-hub-signature-256",
                        signature,
                        "x-github-delivery",
                        "2"),
                    secret)
                .orElseThrow()
                .known());
  }

  @Test
  void gitLabShowsItsTokenAndTellsWhatItRepeats() {
    List<String> secrets = List.of("a-secret-of-gitlab");
    Call call =
        call(
            "{}",
            "x-gitlab-token",
            "a-secret-of-gitlab",
            "x-gitlab-event",
            "Push Hook",
            "idempotency-key",
            "f5e57a68");

    assertThat(at(0).gitlab(call, secrets))
        .contains(new Delivery("f5e57a68", "gitlab f5e57a68", "Push Hook"));
    assertThat(at(0).gitlab(call("{}", "x-gitlab-token", "a-secret-of-gitla"), secrets)).isEmpty();
    assertThat(at(0).gitlab(call("{}", "x-gitlab-token", ""), secrets)).isEmpty();
    assertThat(at(0).gitlab(call("{}"), secrets)).isEmpty();
  }
}

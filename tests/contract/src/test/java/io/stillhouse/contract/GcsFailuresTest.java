package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.platforms.FakeGcsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a user reads when the service does not do its part. */
@Timeout(60)
class GcsFailuresTest extends GcsFixture {
  private static final Map<String, String> SOON = Map.of("STILLHOUSE_GCS_DEADLINE", "2s");

  @Test
  void aBucketThatIsMissingIsNotAnEmptyStore() {
    ArtifactStore missing =
        ArtifactStores.open("gs://no-such-bucket/x", environment(server.address().toString()));
    assertThatThrownBy(() -> missing.read("a"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("store gs://no-such-bucket/x: cannot read gs://no-such-bucket/x/a")
        .hasMessageContaining("the service answered 404")
        .hasMessageContaining("is there a bucket no-such-bucket? Create it or correct the store");
    assertThatThrownBy(() -> missing.create("a", new byte[1])).hasMessageContaining("404");
    assertThatThrownBy(() -> missing.list("")).hasMessageContaining("404");
  }

  @Test
  void aRefusalSaysWhichRightIsMissingAndIsNotRepeated() {
    proxy.disturb(Fault.FORBIDDEN, 9, ".*");
    assertThatThrownBy(() -> store.create("a", new byte[1]))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot create " + location() + "/a: the service answered 403")
        .hasMessageContaining("roles/storage.objectUser on bucket " + FakeGcsServer.BUCKET);
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void tooManyRequestsForTooLongEndsWithTheDeadline() {
    ArtifactStore hasty = open(SOON);
    proxy.disturb(Fault.TOO_MANY_REQUESTS, 10_000, ".*");
    Instant start = Instant.now();
    assertThatThrownBy(() -> hasty.list(""))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("answered 429 rateLimitExceeded")
        .hasMessageContaining("for 2 s");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
    assertThat(proxy.requests()).hasSizeBetween(2, 15);
  }

  @Test
  void aServiceThatCannotBeReachedIsNamed() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Map<String, String> environment = new TreeMap<>(environment("127.0.0.1:" + port));
    environment.putAll(SOON);
    ArtifactStore nowhere = ArtifactStores.open(location(), environment);
    assertThatThrownBy(() -> nowhere.read("a"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Connection refused")
        .hasMessageContaining("http://127.0.0.1:" + port + " (STORAGE_EMULATOR_HOST)");
  }

  @Test
  void everySettingThatIsWrongIsNamed() {
    assertThatThrownBy(
            () ->
                open(
                    Map.of(
                        "STILLHOUSE_GCS_KMS_KEY",
                        "k",
                        "STILLHOUSE_GCS_DEADLINE",
                        "soon",
                        "STORAGE_EMULATOR_HOST",
                        "http://a/b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("STILLHOUSE_GCS_KMS_KEY is 'k'")
        .hasMessageContaining("STILLHOUSE_GCS_DEADLINE is 'soon', not a duration above zero")
        .hasMessageContaining("STORAGE_EMULATOR_HOST is 'http://a/b'");
    for (String wrong : new String[] {"gs:///x", "gs://A", "gs://bucket/a//b", "gs://bucket?x=1"}) {
      assertThatThrownBy(() -> ArtifactStores.open(wrong, Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.platforms.FakeGcsServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The store in Google Cloud Storage keeps the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GcsArtifactStoreContractTest extends ArtifactStoreRaces {
  private FakeGcsServer server;

  @BeforeAll
  void startServer() throws Exception {
    server = FakeGcsServer.start();
  }

  @AfterAll
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  String location() {
    return "gs://" + FakeGcsServer.BUCKET + "/" + temporary.getFileName();
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "STORAGE_EMULATOR_HOST",
        server.address().toString(),
        "STILLHOUSE_CACHE_DIR",
        temporary.resolve("cache").toString());
  }

  /** See {@link GcsTransfersTest}: most of these kills come before the first part arrived. */
  @Override
  void checkLeftovers(int removed) {
    assertThat(removed).isNotNegative();
  }
}

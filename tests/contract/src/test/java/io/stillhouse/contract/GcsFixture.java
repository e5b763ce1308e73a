package io.stillhouse.contract;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.platforms.FakeGcsServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of {@link FakeGcsServer} with two ways to it: straight, and through a faulty proxy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GcsFixture {
  @TempDir Path temporary;
  FakeGcsServer server;
  FaultyProxy proxy;

  /** The store through the proxy. */
  ArtifactStore store;

  /** The same store, undisturbed. */
  ArtifactStore straight;

  @BeforeAll
  void startServer() throws Exception {
    server = FakeGcsServer.start();
    proxy = new FaultyProxy(server.port());
  }

  @AfterAll
  void stopServer() throws Exception {
    if (server != null) {
      proxy.close();
      server.close();
    }
  }

  @BeforeEach
  void openStores() {
    proxy.calm();
    store = open(Map.of());
    straight = ArtifactStores.open(location(), environment(server.address().toString()));
  }

  /** The store through the proxy, with further settings. */
  ArtifactStore open(Map<String, String> settings) {
    Map<String, String> environment = new TreeMap<>(environment(proxy.address().toString()));
    environment.putAll(settings);
    return ArtifactStores.open(location(), environment);
  }

  String location() {
    return "gs://" + FakeGcsServer.BUCKET + "/" + temporary.getFileName();
  }

  /** Deadlines are short, so that faults cost no more time than needed. */
  Map<String, String> environment(String address) {
    return Map.of(
        "STORAGE_EMULATOR_HOST",
        address,
        "STILLHOUSE_CACHE_DIR",
        temporary.resolve("cache").toString(),
        "STILLHOUSE_GCS_STALL_TIMEOUT",
        "1500ms",
        "STILLHOUSE_GCS_DEADLINE",
        "20s");
  }
}

package io.stillhouse.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.artifacts.WorkDirectory;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much is moved, and in how many requests. */
@Timeout(180)
class GcsTransfersTest extends GcsFixture {
  private static final byte[] ONE = "one".getBytes(UTF_8);
  private static final int LARGE = 40 << 20; // three parts
  private static final String CONTENT = "GET /download/.*";

  @Test
  void aListingHasPagesAndAFolderIsDeletedAHundredObjectsARequest() {
    List<String> keys = new ArrayList<>();
    IntStream.range(10_000, 11_050).forEach(i -> keys.add("many/" + i));
    Collections.shuffle(keys, new Random(1));
    keys.parallelStream().forEach(key -> straight.create(key, ONE));
    Collections.sort(keys);
    assertThat(store.list("many")).extracting(StoredObject::key).containsExactlyElementsOf(keys);
    assertThat(proxy.requests()).hasSize(2);
    proxy.calm();
    store.deleteAll("many");
    assertThat(proxy.requests().stream().filter(line -> line.startsWith("POST /batch")))
        .hasSize(11);
    assertThat(straight.list("")).isEmpty();
  }

  @Test
  void aLargeFileGoesInPartsAndIsCopiedInRanges() throws Exception {
    Path file = large();
    store.upload("large", file);
    assertThat(requests("POST /upload/.*uploadType=resumable.*")).hasSize(3);
    assertThat(requests("POST .*/compose.*")).hasSize(1);
    proxy.calm();
    Path copy = store.localFile("large");
    assertThat(Files.mismatch(copy, file)).isEqualTo(-1);
    assertThat(requests(CONTENT)).hasSize(3);
    assertThat(store.localFile("large")).isEqualTo(copy);
    assertThat(requests(CONTENT)).hasSize(3);
    store.replace("large", ONE);
    assertThat(store.localFile("large")).isEqualTo(copy).hasBinaryContent(ONE);
  }

  @Test
  void aClosedStoreLeavesNoCopyAndADeadProcessesWorkDirectoryIsRemoved() throws Exception {
    straight.create("a", ONE);
    Path copy = store.localFile("a");
    Path cache = temporary.resolve("cache");
    assertThat(copy).startsWith(cache);
    store.close();
    assertThat(cache).isEmptyDirectory();
    Path dead = Files.createDirectories(cache.resolve(".unfinished-dead"));
    Files.writeString(dead.resolve("owner"), "process 0");
    Files.createFile(dead.resolve("lock"));
    try (WorkDirectory work = store.workDirectory()) {
      assertThat(dead).doesNotExist();
      assertThat(work.path()).isEmptyDirectory();
    }
  }

  @Test
  void thePartsOfAKilledUploadAreCleanedUp() throws Exception {
    Path file = large();
    try (ChildJvm writer =
        ChildJvm.start(
            temporary.resolve("log"),
            StoreProcess.class,
            environment(server.address().toString()),
            "upload",
            location(),
            file.toString())) {
      while (parts().isEmpty()) {
        assertThat(writer.isAlive()).as(writer.output()).isTrue();
        Thread.sleep(1);
      }
      writer.kill();
    }
    Thread.sleep(500); // what the killed process had sent already arrives
    List<String> left = parts();
    assertThat(left).isNotEmpty();
    assertThat(store.list("")).extracting(StoredObject::key).noneMatch(key -> key.startsWith("."));
    assertThat(store.removeUnfinished(Instant.now().minus(Duration.ofHours(1)))).isZero();
    assertThat(parts()).isEqualTo(left);
    assertThat(store.removeUnfinished(Instant.now().plus(Duration.ofHours(1)))).isPositive();
    assertThat(parts()).isEmpty();
  }

  @Test
  void whoPaysAndWhichKeyEncryptsIsSaidInEveryRequest() throws Exception {
    String key = "projects/p/locations/l/keyRings/r/cryptoKeys/k";
    ArtifactStore paying =
        open(Map.of("STILLHOUSE_GCS_USER_PROJECT", "payer", "STILLHOUSE_GCS_KMS_KEY", key));
    paying.create("a", ONE);
    paying.replace("a", ONE);
    paying.upload("large", large());
    paying.read("a");
    paying.read("none");
    paying.localFile("large");
    paying.list("");
    paying.children("");
    paying.delete("a");
    // The address of an upload session is the service's own; a batch carries its requests inside.
    List<String> own =
        proxy.requests().stream()
            .filter(line -> !line.startsWith("PUT ") && !line.startsWith("POST /batch"))
            .toList();
    assertThat(own).hasSizeGreaterThan(10).allMatch(line -> line.contains("userProject=payer"));
    List<String> writing = own.stream().filter(line -> line.startsWith("POST ")).toList();
    assertThat(writing)
        .hasSize(4)
        .allMatch(line -> line.replace("%2F", "/").contains("kmsKeyName=" + key));
  }

  @Test
  void anArtifactIsVerifiedByItsChecksumsAndMaterialisedByItsBytes() throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("artifact/b"));
    Files.write(folder.resolve("one"), ONE);
    Files.writeString(folder.resolveSibling("two"), "two");
    ArtifactReference reference =
        new ArtifactWriter(straight)
            .commit(temporary.resolve("artifact"), ArtifactType.MODEL, Map.of(), "run/model");
    ArtifactReader reader = new ArtifactReader(store);
    reader.verify(reference);
    assertThat(requests(CONTENT)).as("the manifest alone").hasSize(1);
    Path local = reader.materialise(reference);
    assertThat(local.resolve("b/one")).hasBinaryContent(ONE);
    assertThat(local.resolve("two")).hasContent("two");
    straight.replace("run/model/two", "tWo".getBytes(UTF_8));
    assertThatThrownBy(() -> reader.verify(reference))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining("file two: expected crc32c");
  }

  private Path large() throws Exception {
    byte[] content = new byte[LARGE];
    new Random(3).nextBytes(content);
    return Files.write(temporary.resolve("large"), content);
  }

  private List<String> requests(String pattern) {
    return proxy.requests().stream().filter(line -> line.matches(pattern)).toList();
  }

  private List<String> parts() throws Exception {
    return server.names(temporary.getFileName() + "/.unfinished-");
  }
}

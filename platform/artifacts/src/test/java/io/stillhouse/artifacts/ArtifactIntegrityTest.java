package io.stillhouse.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ArtifactManifest;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactIntegrityTest {
  private static final String KEY = "p/r/s/1/model";

  @TempDir Path temporary;
  private ArtifactStore store;
  private ArtifactReader reader;
  private Path folder;
  private Path stored;

  @BeforeEach
  void fillAFolder() throws IOException {
    store = ArtifactStores.open(temporary.resolve("store"));
    stored = temporary.resolve("store").resolve(KEY);
    reader = new ArtifactReader(store);
    folder = Files.createDirectories(temporary.resolve("folder"));
    Files.createDirectories(folder.resolve("deep/er"));
    Files.writeString(folder.resolve("weights.bin"), "w".repeat(1000));
    Files.writeString(folder.resolve("model.json"), "{}");
    Files.writeString(folder.resolve("deep/er/empty"), "");
  }

  @Test
  void filesThatWereStoredBeforeMakeTheSameArtifactAsFilesThatAreMovedThere() throws IOException {
    Path all = Files.createDirectories(folder.resolveSibling("all"));
    Path some = Files.createDirectories(folder.resolveSibling("some"));
    Path other = Files.writeString(folder.resolveSibling("b"), "beta");
    for (Path to : List.of(all, some)) {
      Files.writeString(to.resolve("a"), "alpha");
      Files.writeString(to.resolve("c"), "gamma");
    }
    Files.writeString(all.resolve("b"), "beta");
    ArtifactWriter writer = new ArtifactWriter(store);
    ArtifactFile stored;
    try (InputStream content = Files.newInputStream(other)) {
      stored = ContentDigest.of(content).describe("b");
    }
    store.upload("q/r/s/2/data/b", other);

    ArtifactReference moved = writer.transfer(all, ArtifactType.DATASET, Map.of(), "q/r/s/1/data");
    ArtifactReference joined =
        writer.transfer(some, List.of(stored), ArtifactType.DATASET, Map.of(), "q/r/s/2/data");

    assertThat(joined.getDigest()).isEqualTo(moved.getDigest());
    new ArtifactReader(store).verify(joined);
    Files.writeString(some.resolve("b"), "beta");
    assertThatThrownBy(
            () ->
                writer.transfer(
                    some, List.of(stored), ArtifactType.DATASET, Map.of(), "q/r/s/3/data"))
        .hasMessage("artifact 'q/r/s/3/data' has a file twice");
  }

  @Test
  void whatIsCommittedIsReadBack() {
    ArtifactReference artifact = commit();
    Path local = reader.materialise(artifact);
    assertThat(local.resolve("weights.bin")).hasContent("w".repeat(1000));
    assertThat(local.resolve("deep/er/empty")).isEmptyFile();
    ArtifactManifest manifest = reader.manifest(artifact);
    assertThat(manifest.getType()).isEqualTo(ArtifactType.MODEL);
    assertThat(manifest.getMetadataMap()).isEqualTo(Map.of("classes", "10"));
    assertThat(manifest.getFilesList())
        .extracting(ArtifactFile::getPath)
        .containsExactly("deep/er/empty", "model.json", "weights.bin");
    assertThat(reader.find(KEY)).contains(artifact);
    assertThat(folder.resolve("weights.bin")).exists();
  }

  @Test
  void sameContentHasTheSameDigestWhereverItLies() {
    ArtifactReference first = commit();
    ArtifactReference second =
        new ArtifactWriter(store)
            .commit(folder, ArtifactType.MODEL, Map.of("classes", "10"), "q/r/s/1/model");
    assertThat(second.getDigest()).isEqualTo(first.getDigest());
    ArtifactReference other =
        new ArtifactWriter(store)
            .commit(folder, ArtifactType.MODEL, Map.of("classes", "11"), "q/r/s/2/model");
    assertThat(other.getDigest()).isNotEqualTo(first.getDigest());
  }

  @Test
  void movingLeavesNoFileBehindAndGivesTheSameArtifact() {
    ArtifactReference copied = commit();
    ArtifactReference moved =
        new ArtifactWriter(store)
            .transfer(folder, ArtifactType.MODEL, Map.of("classes", "10"), "q/r/s/1/model");
    assertThat(moved.getDigest()).isEqualTo(copied.getDigest());
    assertThat(folder.resolve("weights.bin")).doesNotExist();
    reader.verify(moved);
  }

  @Test
  void aFlippedBitIsFoundAndNamed() throws IOException {
    ArtifactReference artifact = commit();
    byte[] weights = Files.readAllBytes(stored.resolve("weights.bin"));
    weights[500] ^= 1;
    Files.write(stored.resolve("weights.bin"), weights);
    assertThatThrownBy(() -> reader.materialise(artifact))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining("store " + store.root())
        .hasMessageContaining("artifact " + KEY + ", file weights.bin")
        .hasMessageMatching(
            "(?s).*expected 1000 bytes, crc32c \\d+, sha256 [0-9a-f]{64}, "
                + "found 1000 bytes, crc32c \\d+, sha256 [0-9a-f]{64}");
  }

  @Test
  void everyProblemIsSaidAtOnce() throws IOException {
    ArtifactReference artifact = commit();
    Files.delete(stored.resolve("model.json"));
    Files.writeString(stored.resolve("weights.bin"), "w".repeat(999));
    Files.writeString(stored.resolve("smuggled"), "x");
    assertThatThrownBy(() -> reader.verify(artifact))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining("file model.json: expected 2 bytes, found no such object")
        .hasMessageContaining("file weights.bin: expected 1000 bytes, found 999 bytes")
        .hasMessageContaining("file smuggled: expected no such file in the manifest")
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .hasLineCount(3);
  }

  @Test
  void anotherManifestIsNoticed() throws IOException {
    ArtifactReference artifact = commit();
    Files.writeString(stored.resolve("manifest.json"), " ", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> reader.manifest(artifact))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining(
            "file manifest.json: expected sha256 " + artifact.getDigest() + ", found sha256 ");
  }

  @Test
  void withoutAManifestThereIsNoArtifact() {
    ArtifactReference artifact = commit();
    store.delete(KEY + "/manifest.json");
    assertThatThrownBy(() -> reader.verify(artifact))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining("expected a committed artifact, found no such object");
    assertThat(reader.find(KEY)).isEmpty();
    store.replace(KEY + "/manifest.json", new byte[] {'{'});
    assertThatThrownBy(() -> reader.find(KEY))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining("file manifest.json: expected a manifest, found");
  }

  @Test
  void aReferenceOfAnotherTypeIsRefused() {
    ArtifactReference artifact = commit().toBuilder().setType(ArtifactType.DATASET).build();
    assertThatThrownBy(() -> reader.verify(artifact))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining("expected type DATASET, found type MODEL");
  }

  @Test
  void whatCannotBeAnArtifactIsRefusedBeforeAnythingIsStored() throws IOException {
    assertThatThrownBy(() -> commit(ArtifactType.ARTIFACT_TYPE_UNSPECIFIED, folder))
        .hasMessageContaining("needs a type");
    Path empty = Files.createDirectories(temporary.resolve("empty/deeper"));
    assertThatThrownBy(() -> commit(ArtifactType.MODEL, empty)).hasMessageContaining("no file");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> commit(ArtifactType.MODEL, folder))
        .hasMessageContaining("neither a file nor a folder");
    Files.delete(folder.resolve("link"));
    Files.writeString(folder.resolve("manifest.json"), "{}");
    assertThatThrownBy(() -> commit(ArtifactType.MODEL, folder))
        .hasMessageContaining("manifest.json");
    assertThat(store.list("")).isEmpty();
  }

  private ArtifactReference commit() {
    return commit(ArtifactType.MODEL, folder);
  }

  private ArtifactReference commit(ArtifactType type, Path directory) {
    return new ArtifactWriter(store).commit(directory, type, Map.of("classes", "10"), KEY);
  }
}

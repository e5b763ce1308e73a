package io.stillhouse.artifacts;

import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ArtifactManifest;
import io.stillhouse.v1.ArtifactReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads artifacts, never without holding them against their manifests. */
public final class ArtifactReader {
  private final ArtifactStore store;

  public ArtifactReader(ArtifactStore store) {
    this.store = store;
  }

  /**
   * The manifest of an artifact, whose bytes have the digest that the reference says.
   *
   * @throws CorruptArtifactException if there is no manifest or it is another one
   */
  public ArtifactManifest manifest(ArtifactReference reference) {
    String key = reference.getPath() + "/" + ArtifactWriter.MANIFEST;
    byte[] json =
        store
            .read(key)
            .orElseThrow(
                () ->
                    corrupt(
                        reference,
                        ArtifactWriter.MANIFEST,
                        "a committed artifact",
                        "no such object"));
    String digest = ContentDigest.sha256(json);
    if (!digest.equals(reference.getDigest())) {
      throw corrupt(
          reference,
          ArtifactWriter.MANIFEST,
          "sha256 " + reference.getDigest(),
          "sha256 " + digest);
    }
    ArtifactManifest manifest =
        ProtoJson.read(json, ArtifactManifest.getDefaultInstance(), store.uri(key).toString());
    if (manifest.getType() != reference.getType()) {
      throw corrupt(
          reference,
          ArtifactWriter.MANIFEST,
          "type " + reference.getType(),
          "type " + manifest.getType());
    }
    return manifest;
  }

  /**
   * The artifact that lies in a folder, whatever its content: for those who find one rather than
   * being given a reference. Its files are not verified.
   *
   * @return empty if nothing was committed there
   * @throws CorruptArtifactException if the manifest is no manifest
   */
  public Optional<ArtifactReference> find(String folder) {
    String path = ObjectKeys.checkFolder(folder);
    return store.read(path + "/" + ArtifactWriter.MANIFEST).map(json -> reference(path, json));
  }

  private ArtifactReference reference(String path, byte[] json) {
    ArtifactReference.Builder reference =
        ArtifactReference.newBuilder().setPath(path).setDigest(ContentDigest.sha256(json));
    try {
      return reference
          .setType(
              ProtoJson.read(json, ArtifactManifest.getDefaultInstance(), "the object").getType())
          .build();
    } catch (IllegalArgumentException e) {
      throw corrupt(
          reference.build(), ArtifactWriter.MANIFEST, "a manifest", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Holds every file of an artifact against the manifest: by the checksum that the storage keeps of
   * it, or by reading every byte where the storage keeps none.
   *
   * @throws CorruptArtifactException naming every file that is missing, too many, or another one
   */
  public void verify(ArtifactReference reference) {
    check(
        reference,
        (key, stored) -> {
          if (stored.crc32c().isPresent()) {
            return Optional.empty();
          }
          try (InputStream content = store.open(key)) {
            return Optional.of(ContentDigest.of(content));
          }
        });
  }

  /**
   * A verified artifact as a local folder, which must not be written to. Every byte of it is read.
   *
   * @throws CorruptArtifactException if the artifact is not what the reference says
   */
  public Path materialise(ArtifactReference reference) {
    check(
        reference,
        (key, stored) -> {
          try (InputStream content = Files.newInputStream(store.localFile(key))) {
            return Optional.of(ContentDigest.of(content));
          }
        });
    Path local = store.localFile(reference.getPath() + "/" + ArtifactWriter.MANIFEST).getParent();
    if (local == null) {
      throw new IllegalStateException(
          "the store gave a file without a folder for " + reference.getPath());
    }
    return local;
  }

  /** Reads a file; empty if the checksum that the storage keeps shall do. */
  private interface Reading {
    Optional<ContentDigest> digest(String key, StoredObject stored) throws IOException;
  }

  private void check(ArtifactReference reference, Reading reading) {
    ArtifactManifest manifest = manifest(reference);
    String folder = reference.getPath();
    Map<String, StoredObject> stored =
        store.list(folder).stream()
            .collect(
                Collectors.toMap(
                    object -> object.key().substring(folder.length() + 1), Function.identity()));
    List<String> problems = new ArrayList<>();
    Set<String> unexpected = new TreeSet<>(ObjectKeys.ORDER);
    unexpected.addAll(stored.keySet());
    unexpected.remove(ArtifactWriter.MANIFEST);
    for (ArtifactFile file : manifest.getFilesList()) {
      unexpected.remove(file.getPath());
      StoredObject object = stored.get(file.getPath());
      if (object == null) {
        problems.add(
            problem(reference, file.getPath(), file.getSize() + " bytes", "no such object"));
      } else if (object.size() != file.getSize()) {
        problems.add(
            problem(
                reference, file.getPath(), file.getSize() + " bytes", object.size() + " bytes"));
      } else if (object.crc32c().isPresent() && object.crc32c().getAsInt() != file.getCrc32C()) {
        problems.add(
            problem(
                reference,
                file.getPath(),
                "crc32c " + Integer.toUnsignedString(file.getCrc32C()),
                "crc32c " + Integer.toUnsignedString(object.crc32c().getAsInt())));
      } else {
        checkContent(reference, file, object, reading, problems);
      }
    }
    for (String path : unexpected) {
      problems.add(problem(reference, path, "no such file in the manifest", "an object"));
    }
    if (!problems.isEmpty()) {
      throw new CorruptArtifactException(problems);
    }
  }

  private void checkContent(
      ArtifactReference reference,
      ArtifactFile file,
      StoredObject object,
      Reading reading,
      List<String> problems) {
    Optional<ContentDigest> found;
    try {
      found = reading.digest(object.key(), object);
    } catch (IOException e) {
      throw new StoreException("cannot read " + store.uri(object.key()) + ": " + e, e);
    }
    ContentDigest expected = new ContentDigest(file.getSize(), file.getCrc32C(), file.getSha256());
    found
        .filter(digest -> !digest.equals(expected))
        .ifPresent(
            digest ->
                problems.add(
                    problem(reference, file.getPath(), describe(expected), describe(digest))));
  }

  private static String describe(ContentDigest digest) {
    return digest.size()
        + " bytes, crc32c "
        + Integer.toUnsignedString(digest.crc32c())
        + ", sha256 "
        + digest.sha256();
  }

  private CorruptArtifactException corrupt(
      ArtifactReference reference, String file, String expected, String found) {
    return new CorruptArtifactException(List.of(problem(reference, file, expected, found)));
  }

  private String problem(ArtifactReference reference, String file, String expected, String found) {
    return "store "
        + store.root()
        + ", artifact "
        + reference.getPath()
        + ", file "
        + file
        + ": expected "
        + expected
        + ", found "
        + found;
  }
}

package io.stillhouse.artifacts;

import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ArtifactManifest;
import io.stillhouse.v1.ArtifactReference;
import java.io.IOException;
import java.io.InputStream;
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
   * Reads every byte of an artifact and holds it against the manifest.
   *
   * @throws CorruptArtifactException naming every file that is missing, too many, or another one
   */
  public void verify(ArtifactReference reference) {
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
      } else {
        verifyContent(reference, file, problems);
      }
    }
    for (String path : unexpected) {
      problems.add(problem(reference, path, "no such file in the manifest", "an object"));
    }
    if (!problems.isEmpty()) {
      throw new CorruptArtifactException(problems);
    }
  }

  /**
   * A verified artifact as a local folder, which must not be written to.
   *
   * @throws CorruptArtifactException if the artifact is not what the reference says
   */
  public Path materialise(ArtifactReference reference) {
    verify(reference);
    ArtifactManifest manifest = manifest(reference);
    String folder = reference.getPath();
    manifest.getFilesList().forEach(file -> store.localFile(folder + "/" + file.getPath()));
    Path local = store.localFile(folder + "/" + ArtifactWriter.MANIFEST).getParent();
    if (local == null) {
      throw new IllegalStateException("the store gave a file without a folder for " + folder);
    }
    return local;
  }

  private void verifyContent(
      ArtifactReference reference, ArtifactFile file, List<String> problems) {
    String key = reference.getPath() + "/" + file.getPath();
    ContentDigest found;
    try (InputStream content = store.open(key)) {
      found = ContentDigest.of(content);
    } catch (IOException e) {
      throw new StoreException("cannot read " + store.uri(key) + ": " + e, e);
    }
    ContentDigest expected = new ContentDigest(file.getSize(), file.getCrc32C(), file.getSha256());
    if (!found.equals(expected)) {
      problems.add(problem(reference, file.getPath(), describe(expected), describe(found)));
    }
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

package io.stillhouse.server.files;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.v1.ArtifactManifest;
import io.stillhouse.v1.ArtifactReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The files of an artifact; only those that its manifest lists.
 *
 * @param store where it lies
 * @param reference the artifact
 * @param manifest what it consists of
 */
public record ArtifactFolder(
    ArtifactStore store, ArtifactReference reference, ArtifactManifest manifest) {

  /** Whether the manifest lists a file. */
  public boolean has(String file) {
    return manifest.getFilesList().stream().anyMatch(each -> each.getPath().equals(file));
  }

  /** A local file with the content of one of the artifact's. */
  public Path local(String file) {
    return store.localFile(key(file));
  }

  /** The content of a file. */
  public byte[] bytes(String file) {
    return store
        .read(key(file))
        .orElseThrow(() -> new IllegalArgumentException(key(file) + " is not in the store"));
  }

  /** The content of a file that is a JSON object. */
  public JsonObject json(String file) {
    try {
      return JsonParser.parseString(new String(bytes(file), StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException(key(file) + " is not a JSON object", e);
    }
  }

  private String key(String file) {
    if (!has(file)) {
      throw new IllegalArgumentException(
          "the artifact " + reference.getPath() + " has no file " + file);
    }
    return reference.getPath() + "/" + file;
  }
}

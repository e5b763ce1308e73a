package io.stillhouse.artifacts;

import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ArtifactManifest;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Commits folders as artifacts: every file first, {@code manifest.json} last. As long as there is
 * no manifest there is no artifact.
 */
public final class ArtifactWriter {

  /** The name of the manifest in an artifact's folder. */
  public static final String MANIFEST = "manifest.json";

  private final ArtifactStore store;

  public ArtifactWriter(ArtifactStore store) {
    this.store = store;
  }

  /**
   * Copies a folder into the store and commits it.
   *
   * @param directory the folder, with at least one file; folders inside it are kept
   * @param metadata facts worth showing; part of the digest, so never a time or a host name
   * @param key the artifact's folder in the store, where there must be no artifact yet
   * @throws IllegalArgumentException if the folder has no file, or one that cannot be stored
   * @throws StoreException if the files cannot be read or stored
   */
  public ArtifactReference commit(
      Path directory, ArtifactType type, Map<String, String> metadata, String key) {
    return commit(filesOf(directory), List.of(), type, metadata, key, store::upload);
  }

  /**
   * Copies files into the store and commits them.
   *
   * @param files the files by their paths in the artifact, at least one
   */
  public ArtifactReference commit(
      SortedMap<String, Path> files, ArtifactType type, Map<String, String> metadata, String key) {
    return commit(files, List.of(), type, metadata, key, store::upload);
  }

  /** Like {@link #commit}, but moves the files: afterwards the folder has none. */
  public ArtifactReference transfer(
      Path directory, ArtifactType type, Map<String, String> metadata, String key) {
    return transfer(directory, List.of(), type, metadata, key);
  }

  /**
   * Moves the files of a folder to those that lie at their places in the artifact's folder already,
   * and commits them together. What was stored is not read again.
   *
   * @param stored the files that are there, by their paths in the artifact
   * @throws IllegalArgumentException if there is no file at all, or one twice
   */
  public ArtifactReference transfer(
      Path directory,
      Collection<ArtifactFile> stored,
      ArtifactType type,
      Map<String, String> metadata,
      String key) {
    SortedMap<String, Path> files =
        stored.isEmpty() || !isEmpty(directory)
            ? filesOf(directory)
            : new TreeMap<>(ObjectKeys.ORDER);
    return commit(files, stored, type, metadata, key, store::transfer);
  }

  private ArtifactReference commit(
      SortedMap<String, Path> files,
      Collection<ArtifactFile> stored,
      ArtifactType type,
      Map<String, String> metadata,
      String key,
      FileDelivery delivery) {
    if (type == ArtifactType.ARTIFACT_TYPE_UNSPECIFIED || type == ArtifactType.UNRECOGNIZED) {
      throw new IllegalArgumentException("artifact '" + key + "' needs a type");
    }
    SortedMap<String, ArtifactFile> entries = new TreeMap<>(ObjectKeys.ORDER);
    stored.forEach(file -> entries.put(file.getPath(), file));
    if (files.isEmpty() && entries.isEmpty() || files.containsKey(MANIFEST)) {
      throw new IllegalArgumentException(
          "artifact '" + key + "' needs at least one file, and none called " + MANIFEST);
    }
    if (entries.size() < stored.size() || files.keySet().stream().anyMatch(entries::containsKey)) {
      throw new IllegalArgumentException("artifact '" + key + "' has a file twice");
    }
    files.keySet().forEach(path -> ObjectKeys.check(key + "/" + path));
    entries.keySet().forEach(path -> ObjectKeys.check(key + "/" + path));
    ArtifactManifest.Builder manifest =
        ArtifactManifest.newBuilder().setType(type).putAllMetadata(metadata);
    for (Map.Entry<String, Path> file : files.entrySet()) {
      ContentDigest digest = digest(file.getValue());
      delivery.deliver(key + "/" + file.getKey(), file.getValue());
      entries.put(file.getKey(), digest.describe(file.getKey()));
    }
    manifest.addAllFiles(entries.values());
    byte[] json = ProtoJson.write(manifest);
    store.replace(key + "/" + MANIFEST, json);
    return ArtifactReference.newBuilder()
        .setType(type)
        .setPath(key)
        .setDigest(ContentDigest.sha256(json))
        .build();
  }

  private static boolean isEmpty(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.allMatch(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw new StoreException("cannot read the folder " + directory + " to commit it: " + e, e);
    }
  }

  private static SortedMap<String, Path> filesOf(Path directory) {
    SortedMap<String, Path> files = new TreeMap<>(ObjectKeys.ORDER);
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> found =
          tree.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
      for (Path path : found) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          throw new IllegalArgumentException(
              path + " is neither a file nor a folder, so it cannot be part of an artifact");
        }
      }
      found.forEach(path -> files.put(slashed(directory.relativize(path)), path));
    } catch (IOException e) {
      throw new StoreException("cannot read the folder " + directory + " to commit it: " + e, e);
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("folder " + directory + " has no file to commit");
    }
    if (files.containsKey(MANIFEST)) {
      throw new IllegalArgumentException(
          "folder " + directory + " has a " + MANIFEST + "; that name belongs to the store");
    }
    return files;
  }

  private static String slashed(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  private static ContentDigest digest(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return ContentDigest.of(content);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + " to commit it: " + e, e);
    }
  }

  /** How a file gets into the store. */
  private interface FileDelivery {
    void deliver(String key, Path file);
  }
}

package io.stillhouse.artifacts.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.StorageException;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ObjectKeys;
import io.stillhouse.artifacts.ObjectNotFoundException;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.artifacts.WorkDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A store in a bucket of Google Cloud Storage: an object is an object, its name is the store's
 * prefix and its key. The service makes every write at once or not at all, and knows no folders, so
 * it does not refuse an object where others have their folder.
 *
 * <p>Objects whose names begin with {@code <prefix>/.unfinished-} are parts of uploads.
 */
final class GcsArtifactStore implements ArtifactStore {
  private final GcsLocation location;
  private final GcsObjects objects;
  private final ConditionalWrite writes;
  private final CompositeUpload uploads;
  private final RangedDownload downloads;
  private final LocalCopies copies;
  private final CurrentObject current;
  private final GcsFailure failure;
  private final boolean encrypted;

  GcsArtifactStore(GcsLocation location, GcsSettings settings) {
    this.location = location;
    this.objects = new GcsObjects(location.bucket(), settings);
    this.writes = new ConditionalWrite(objects, settings.deadline());
    this.uploads = new CompositeUpload(objects, writes, location);
    this.downloads = new RangedDownload(objects);
    this.copies = new LocalCopies(settings.cacheFolder(), downloads);
    this.current = new CurrentObject(objects, settings.deadline());
    this.failure = new GcsFailure(location, settings);
    this.encrypted = settings.kmsKey().isPresent();
  }

  @Override
  public URI root() {
    return location.uri();
  }

  @Override
  public boolean create(String key, byte[] content) {
    BlobId object = location.object(key);
    return attempt(
        "create " + uri(key),
        () ->
            writes.create(
                object, (described, generation) -> objects.create(described, content, generation)));
  }

  @Override
  public void replace(String key, byte[] content) {
    BlobId object = location.object(key);
    attempt(
        "write " + uri(key),
        () ->
            writes.replace(
                object, (described, generation) -> objects.create(described, content, generation)));
  }

  @Override
  public void upload(String key, Path file) {
    BlobId object = location.object(key);
    attempt(
        "copy " + file + " to " + uri(key),
        () -> {
          if (Files.size(file) <= FileParts.SMALLEST) {
            byte[] content = Files.readAllBytes(file);
            return writes.replace(
                object, (described, generation) -> objects.create(described, content, generation));
          }
          return encrypted ? uploads.uploadAlone(object, file) : uploads.upload(object, file);
        });
  }

  @Override
  public void transfer(String key, Path file) {
    upload(key, file);
    attempt(
        "delete " + file + " after it was copied to " + uri(key), () -> Files.deleteIfExists(file));
  }

  @Override
  public Optional<byte[]> read(String key) {
    BlobId object = location.object(key);
    return attempt("read " + uri(key), () -> current.read(object, downloads::content));
  }

  @Override
  public InputStream open(String key) {
    BlobId object = location.object(key);
    return attempt("read " + uri(key), () -> current.read(object, this::open))
        .orElseThrow(() -> new ObjectNotFoundException(root(), key));
  }

  @Override
  public Path localFile(String key) {
    BlobId object = location.object(key);
    return attempt(
            "copy " + uri(key) + " to this machine",
            () -> current.read(object, found -> copies.file(key, found)))
        .orElseThrow(() -> new ObjectNotFoundException(root(), key));
  }

  @Override
  public List<StoredObject> list(String folder) {
    String inside = location.inside(folder);
    return attempt(
        "list gs://" + location.bucket() + "/" + inside,
        () -> {
          List<StoredObject> listed = new ArrayList<>();
          objects.list(inside, blob -> stored(blob).ifPresent(listed::add));
          return listed;
        });
  }

  @Override
  public List<String> children(String folder) {
    String inside = location.inside(folder);
    return attempt(
        "list gs://" + location.bucket() + "/" + inside,
        () -> {
          List<String> names = new ArrayList<>();
          objects.listDirectly(
              inside,
              blob -> {
                String name = blob.getName().substring(inside.length());
                if (blob.isDirectory() && !name.startsWith(ObjectKeys.UNFINISHED)) {
                  names.add(name.substring(0, name.length() - 1));
                }
              });
          names.sort(ObjectKeys.ORDER);
          return names;
        });
  }

  @Override
  public void delete(String key) {
    BlobId object = location.object(key);
    attempt("delete " + uri(key), () -> deleted(List.of(object)));
  }

  @Override
  public void deleteAll(String folder) {
    String inside = location.inside(folder);
    attempt(
        "delete gs://" + location.bucket() + "/" + inside,
        () -> {
          List<BlobId> names = new ArrayList<>();
          objects.list(inside, blob -> names.add(latest(blob)));
          return deleted(names);
        });
  }

  @Override
  public WorkDirectory workDirectory() {
    return attempt("make a work directory", copies::workDirectory);
  }

  @Override
  public int removeUnfinished(Instant untouchedSince) {
    return attempt(
        "clean up",
        () -> {
          List<BlobId> parts = new ArrayList<>();
          objects.list(
              location.inside("") + ObjectKeys.UNFINISHED,
              blob -> {
                if (blob.getUpdateTimeOffsetDateTime().toInstant().isBefore(untouchedSince)) {
                  parts.add(latest(blob));
                }
              });
          deleted(parts);
          return parts.size() + copies.removeAbandoned();
        });
  }

  @Override
  public void close() {
    copies.close();
  }

  private InputStream open(Blob found) throws IOException {
    if (found.getSize() <= RangedDownload.RANGE) {
      return new ByteArrayInputStream(downloads.content(found));
    }
    // A copy: the generation that is being read may be replaced at any time.
    return Files.newInputStream(copies.fetch(found), StandardOpenOption.DELETE_ON_CLOSE);
  }

  private Optional<StoredObject> stored(Blob blob) {
    String key = location.key(blob.getName());
    if (key.startsWith(ObjectKeys.UNFINISHED)) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredObject(
            key,
            blob.getSize(),
            blob.getUpdateTimeOffsetDateTime().toInstant(),
            blob.getCrc32c() == null
                ? OptionalInt.empty()
                : OptionalInt.of(Crc32cChecksum.number(blob.getCrc32c()))));
  }

  private boolean deleted(List<BlobId> names) {
    objects.delete(names);
    return true;
  }

  private static BlobId latest(Blob blob) {
    return BlobId.of(blob.getBucket(), blob.getName());
  }

  /** What may fail at the service or at this machine's disk. */
  private interface Attempt<T> {
    T go() throws IOException;
  }

  private <T> T attempt(String what, Attempt<T> attempt) {
    try {
      return attempt.go();
    } catch (StorageException e) {
      throw failure.explain(what, e);
    } catch (ChecksumMismatchException e) {
      throw new StoreException(
          "store " + root() + ": cannot " + what + ": " + e.getMessage() + "; try again", e);
    } catch (IOException e) {
      throw failure.explainLocal(what, e);
    } catch (LocalCopyException e) {
      throw failure.explainLocal(what, e.failure());
    }
  }
}

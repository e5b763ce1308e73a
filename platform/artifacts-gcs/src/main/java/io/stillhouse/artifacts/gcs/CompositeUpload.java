package io.stillhouse.artifacts.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import com.google.common.io.ByteStreams;
import io.stillhouse.artifacts.ObjectKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads a large file in parts at once, each in a session that goes on where it broke off, and
 * then lets the service make one object of them: nobody sees less than the whole. The parts are
 * deleted whatever happens; those of a killed process are left for {@link
 * GcsArtifactStore#removeUnfinished}.
 */
final class CompositeUpload {
  private static final Logger LOG = LoggerFactory.getLogger(CompositeUpload.class);
  private static final int CHUNK = 8 << 20;

  private final GcsObjects objects;
  private final ConditionalWrite writes;
  private final GcsLocation location;

  CompositeUpload(GcsObjects objects, ConditionalWrite writes, GcsLocation location) {
    this.objects = objects;
    this.writes = writes;
    this.location = location;
  }

  /**
   * Uploads a file that is not empty in a single session. Slower, but the client does not tell the
   * service which key shall encrypt what it composes.
   */
  Blob uploadAlone(BlobId object, Path file) throws IOException {
    FileParts.Part whole = FileParts.of(file, 1).parts().get(0);
    return writes.replace(
        object,
        (described, generation) -> {
          BlobWriteOption unchanged =
              generation == 0
                  ? BlobWriteOption.doesNotExist()
                  : BlobWriteOption.generationMatch(generation);
          return objects.retries().call(() -> send(described, file, whole, unchanged));
        });
  }

  /** Uploads a file that is not empty, creating the object or replacing it. */
  Blob upload(BlobId object, Path file) throws IOException {
    FileParts cut = FileParts.of(file, FileParts.COMPOSABLE);
    String folder = location.inside("") + ObjectKeys.UNFINISHED + UUID.randomUUID();
    List<BlobId> names = new ArrayList<>();
    for (int i = 0; i < cut.parts().size(); i++) {
      names.add(BlobId.of(location.bucket(), String.format(Locale.ROOT, "%s/%02d", folder, i)));
    }
    try {
      Blob[] uploaded = new Blob[names.size()];
      List<Callable<Void>> uploads = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        int part = i;
        BlobInfo name = BlobInfo.newBuilder(names.get(i)).build();
        uploads.add(
            () -> {
              uploaded[part] =
                  objects.retries().call(() -> send(name, file, cut.parts().get(part)));
              return null;
            });
      }
      ParallelTasks.run(uploads);
      return compose(object, List.of(uploaded), cut.crc32c());
    } finally {
      discard(names);
    }
  }

  private Blob compose(BlobId object, List<Blob> parts, String crc32c) {
    List<BlobId> sources = parts.stream().map(Blob::getBlobId).toList();
    Blob whole =
        writes.replace(
            object, (described, generation) -> objects.compose(sources, described, generation));
    if (!crc32c.equals(whole.getCrc32c())) {
      objects.delete(List.of(whole.getBlobId()));
      throw new StorageException(
          0,
          "the service made an object with crc32c "
              + whole.getCrc32c()
              + " of parts with "
              + crc32c
              + "; it was deleted");
    }
    return whole;
  }

  private Blob send(BlobInfo object, Path file, FileParts.Part part, BlobWriteOption... conditions)
      throws IOException {
    Blob sent;
    try (FileChannel channel = FileChannel.open(file).position(part.offset());
        InputStream content = ByteStreams.limit(Channels.newInputStream(channel), part.size())) {
      sent = objects.upload(object, content, CHUNK, conditions);
    } catch (StorageException e) {
      if (!isLostSession(e)) {
        throw e;
      }
      objects.requireBucket();
      // Lost sessions may have ended well. If not, another session is begun.
      Optional<Blob> found = objects.find(object.getBlobId()).filter(blob -> isWhole(blob, part));
      return found.orElseThrow(() -> new IOException("the upload session was lost", e));
    }
    if (!isWhole(sent, part)) {
      throw new IOException(object.getName() + " did not arrive as it was sent");
    }
    return sent;
  }

  private static boolean isWhole(Blob blob, FileParts.Part part) {
    return blob.getSize() == part.size() && part.crc32c().equals(blob.getCrc32c());
  }

  private static boolean isLostSession(StorageException e) {
    return e.getCode() == 404
        || e.getCode() == 410
        || "dataLoss".equals(e.getReason())
        || "invalid".equals(e.getReason());
  }

  private void discard(List<BlobId> parts) {
    try {
      objects.delete(parts);
    } catch (StorageException e) {
      LOG.warn("parts of an upload are left behind for gc, {}: {}", parts.get(0), e.getMessage());
    }
  }
}

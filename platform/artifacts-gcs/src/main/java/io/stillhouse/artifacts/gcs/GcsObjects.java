package io.stillhouse.artifacts.gcs;

import com.google.api.gax.paging.Page;
import com.google.cloud.ReadChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.Storage.ComposeRequest;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import com.google.cloud.storage.StorageException;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The requests that the store makes, each with what the settings add to it (who pays, which key
 * encrypts) and repeated while it fails for a passing reason. Failures are {@link
 * StorageException}s.
 */
final class GcsObjects {
  private static final int PAGE = 1000;
  private static final int BATCH = 100; // the service takes no more in one request
  private static final BlobField[] FIELDS = {
    BlobField.NAME,
    BlobField.GENERATION,
    BlobField.SIZE,
    BlobField.CRC32C,
    BlobField.UPDATED,
    BlobField.METADATA
  };

  private final String bucket;
  private final GcsSettings settings;
  private final GcsClients clients;
  private final GcsRetries retries;

  GcsObjects(String bucket, GcsSettings settings) {
    this.bucket = bucket;
    this.settings = settings;
    this.clients = GcsClients.of(settings);
    this.retries = new GcsRetries(settings.deadline());
  }

  GcsRetries retries() {
    return retries;
  }

  /** What is known about an object; empty if there is none. */
  Optional<Blob> find(BlobId object) {
    List<BlobGetOption> options = new ArrayList<>(List.of(BlobGetOption.fields(FIELDS)));
    settings.userProject().map(BlobGetOption::userProject).ifPresent(options::add);
    BlobGetOption[] all = options.toArray(BlobGetOption[]::new);
    return retries.call(() -> Optional.ofNullable(clients.once().get(object, all)));
  }

  /** Whether the bucket answers at all: a missing object and a missing bucket look the same. */
  void requireBucket() {
    BlobListOption[] options = listOptions(BlobListOption.pageSize(1));
    retries.call(() -> clients.once().list(bucket, options));
  }

  /**
   * Writes an object in one request.
   *
   * @param generation the generation that the object must have, 0 if there must be none
   */
  Blob create(BlobInfo object, byte[] content, long generation) {
    BlobTargetOption[] options = targetOptions(generation);
    return retries.call(() -> clients.once().create(object, content, options));
  }

  /** Makes an object of others, in their order, if it has the generation; see {@link #create}. */
  Blob compose(List<BlobId> parts, BlobInfo object, long generation) {
    ComposeRequest.Builder request = ComposeRequest.newBuilder().setTarget(object);
    parts.forEach(part -> request.addSource(part.getName(), part.getGeneration()));
    request.setTargetOptions(targetOptions(generation));
    ComposeRequest whole = request.build();
    return retries.call(() -> clients.once().compose(whole));
  }

  /**
   * Uploads in a session, which goes on where it broke off, and is not begun again when it is lost.
   */
  Blob upload(BlobInfo object, InputStream content, int chunk, BlobWriteOption... conditions)
      throws IOException {
    List<BlobWriteOption> options = new ArrayList<>(List.of(conditions));
    settings.userProject().map(BlobWriteOption::userProject).ifPresent(options::add);
    settings.kmsKey().map(BlobWriteOption::kmsKeyName).ifPresent(options::add);
    return clients
        .resuming()
        .createFrom(object, content, chunk, options.toArray(BlobWriteOption[]::new));
  }

  /** Reads an object, once: the caller goes on where it breaks off. */
  ReadChannel reader(BlobId object) {
    return clients.once().reader(object, sourceOptions());
  }

  /** Every object whose name begins so, page by page. */
  void list(String namesBegin, Consumer<Blob> each) {
    listed(namesBegin, each, BlobListOption.fields(FIELDS));
  }

  /** The objects and folders (see {@link Blob#isDirectory}) directly behind a prefix. */
  void listDirectly(String namesBegin, Consumer<Blob> each) {
    listed(namesBegin, each, BlobListOption.currentDirectory());
  }

  /** Deletes objects. Those that do not exist are no failure. */
  void delete(List<BlobId> objects) {
    for (List<BlobId> some : Lists.partition(objects, BATCH)) {
      retries.call(() -> some.size() == 1 ? deleteOne(some.get(0)) : deleteTogether(some));
    }
  }

  private boolean deleteOne(BlobId object) {
    return clients.once().delete(object, sourceOptions());
  }

  private boolean deleteTogether(List<BlobId> objects) {
    StorageBatch batch = clients.once().batch();
    List<StorageBatchResult<Boolean>> results =
        objects.stream().map(object -> batch.delete(object, sourceOptions())).toList();
    batch.submit();
    results.forEach(StorageBatchResult::get); // throws what one of them failed for
    return true;
  }

  private void listed(String namesBegin, Consumer<Blob> each, BlobListOption what) {
    BlobListOption[] all =
        listOptions(BlobListOption.prefix(namesBegin), BlobListOption.pageSize(PAGE), what);
    Page<Blob> page = retries.call(() -> clients.once().list(bucket, all));
    while (page != null) {
      for (Blob blob : page.getValues()) {
        // Whoever deletes what is listed must not depend on what a proxy makes of the prefix.
        if (blob.getName().startsWith(namesBegin)) {
          each.accept(blob);
        }
      }
      Page<Blob> last = page;
      page = last.hasNextPage() ? retries.call(last::getNextPage) : null;
    }
  }

  private BlobListOption[] listOptions(BlobListOption... what) {
    List<BlobListOption> options = new ArrayList<>(List.of(what));
    settings.userProject().map(BlobListOption::userProject).ifPresent(options::add);
    return options.toArray(BlobListOption[]::new);
  }

  private BlobTargetOption[] targetOptions(long generation) {
    List<BlobTargetOption> options = new ArrayList<>();
    options.add(
        generation == 0
            ? BlobTargetOption.doesNotExist()
            : BlobTargetOption.generationMatch(generation));
    settings.userProject().map(BlobTargetOption::userProject).ifPresent(options::add);
    settings.kmsKey().map(BlobTargetOption::kmsKeyName).ifPresent(options::add);
    return options.toArray(BlobTargetOption[]::new);
  }

  private BlobSourceOption[] sourceOptions() {
    return settings
        .userProject()
        .map(project -> new BlobSourceOption[] {BlobSourceOption.userProject(project)})
        .orElse(new BlobSourceOption[0]);
  }
}

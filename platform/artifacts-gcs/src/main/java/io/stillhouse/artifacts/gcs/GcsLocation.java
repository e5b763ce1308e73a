package io.stillhouse.artifacts.gcs;

import com.google.cloud.storage.BlobId;
import io.stillhouse.artifacts.ObjectKeys;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a store lies.
 *
 * @param bucket the bucket's name
 * @param prefix what the names of the store's objects begin with, without the slash after it; empty
 *     for a store that has the bucket to itself
 */
record GcsLocation(String bucket, String prefix) {
  static final String SCHEME = "gs";

  GcsLocation {
    if (!bucket.matches("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")) {
      throw new IllegalArgumentException(
          "'"
              + bucket
              + "' cannot be a bucket: names have 3 to 222 small letters, digits, '-', '_' and '.'");
    }
    ObjectKeys.checkFolder(prefix);
  }

  /**
   * Reads {@code gs://bucket} or {@code gs://bucket/prefix}, with or without a slash at the end.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static GcsLocation parse(URI location) {
    String bucket = location.getRawAuthority();
    if (bucket == null || location.getQuery() != null || location.getFragment() != null) {
      throw new IllegalArgumentException(
          "'" + location + "' is not the location of a store: write gs://bucket/prefix");
    }
    String path = location.getPath();
    String prefix = path.startsWith("/") ? path.substring(1) : path;
    return new GcsLocation(bucket, ObjectKeys.checkFolder(prefix));
  }

  URI uri() {
    try {
      return new URI(SCHEME, bucket, prefix.isEmpty() ? "" : "/" + prefix, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("prefix '" + prefix + "' cannot be written as a URI", e);
    }
  }

  /** The object of a key. */
  BlobId object(String key) {
    return BlobId.of(bucket, ObjectKeys.join(prefix, ObjectKeys.check(key)));
  }

  /** What the names of all objects inside a folder begin with. */
  String inside(String folder) {
    String key = ObjectKeys.checkFolder(folder);
    String name = key.isEmpty() ? prefix : ObjectKeys.join(prefix, key);
    return name.isEmpty() ? "" : name + "/";
  }

  /** The key of an object's name. */
  String key(String name) {
    return prefix.isEmpty() ? name : name.substring(prefix.length() + 1);
  }
}

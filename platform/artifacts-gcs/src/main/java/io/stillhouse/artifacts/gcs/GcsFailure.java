package io.stillhouse.artifacts.gcs;

import com.google.cloud.storage.StorageException;
import com.google.common.base.Splitter;
import com.google.common.base.Throwables;
import io.stillhouse.artifacts.StoreException;
import java.io.IOException;
import java.util.Locale;

/** Says what the service answered, on which object, and what to do about it. */
final class GcsFailure {
  private final GcsLocation location;
  private final GcsSettings settings;

  GcsFailure(GcsLocation location, GcsSettings settings) {
    this.location = location;
    this.settings = settings;
  }

  /**
   * @param attempted what was attempted, with its object: {@code create gs://bucket/key}
   */
  StoreException explain(String attempted, StorageException failure) {
    String answer = answer(failure);
    return new StoreException(
        "store "
            + location.uri()
            + ": cannot "
            + attempted
            + ": "
            + answer
            + "; "
            + advice(failure.getCode(), answer.toLowerCase(Locale.ROOT)),
        failure);
  }

  /** Says that this machine's disk did not do its part. */
  StoreException explainLocal(String attempted, IOException failure) {
    return new StoreException(
        "store "
            + location.uri()
            + ": cannot "
            + attempted
            + ": this machine said "
            + failure
            + "; local copies lie in "
            + settings.cacheFolder()
            + ": free some space there or name another folder in STILLHOUSE_CACHE_DIR",
        failure);
  }

  private static String answer(StorageException failure) {
    if (failure.getCode() <= 0) {
      Throwable root = Throwables.getRootCause(failure);
      return root == failure ? String.valueOf(failure.getMessage()) : root.toString();
    }
    // The client adds its own record of the conversation in further lines.
    String message = String.valueOf(failure.getMessage());
    String first = Splitter.on('\n').splitToList(message).get(0).strip();
    String reason = failure.getReason() == null ? "" : " " + failure.getReason();
    return "the service answered " + failure.getCode() + reason + " (" + first + ")";
  }

  private String advice(int code, String answer) {
    if (answer.contains("requester pays") || answer.contains("userproject")) {
      return "the requester pays for bucket "
          + location.bucket()
          + ": name the project that pays in STILLHOUSE_GCS_USER_PROJECT";
    }
    if (answer.contains("kms") || answer.contains("encryption key")) {
      return "the bucket's service agent needs roles/cloudkms.cryptoKeyEncrypterDecrypter on the key"
          + settings.kmsKey().map(key -> " " + key).orElse("");
    }
    return switch (code) {
      case 400 -> "the request was refused as it is";
      case 401 -> "the credentials are not valid, or not any more: renew them";
      case 403 ->
          answer.contains("quota") || answer.contains("ratelimit")
              ? "a quota is used up: try later or have it raised"
              : "the account needs roles/storage.objectUser on bucket " + location.bucket();
      case 404 -> "is there a bucket " + location.bucket() + "? Create it or correct the store";
      case 412 -> "another process keeps changing the same object: only one should";
      case 429 ->
          "too many requests for "
              + settings.deadline().toSeconds()
              + " s: try later, have fewer processes at work on the bucket, or raise its quota";
      default -> unreachable(code);
    };
  }

  private String unreachable(int code) {
    String tried = "tried again for " + settings.deadline().toSeconds() + " s";
    if (code >= 500 || code == 408) {
      return tried + ": try later";
    }
    return tried
        + ": is "
        + settings.emulator().map(host -> host + " (STORAGE_EMULATOR_HOST)").orElse("the service")
        + " to be reached from here?";
  }
}

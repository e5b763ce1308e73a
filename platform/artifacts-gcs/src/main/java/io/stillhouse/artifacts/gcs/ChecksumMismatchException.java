package io.stillhouse.artifacts.gcs;

/** What arrived is not what the service keeps. */
final class ChecksumMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChecksumMismatchException(String name, String kept, String arrived) {
    super("object " + name + " is kept with crc32c " + kept + " and arrived with " + arrived);
  }
}

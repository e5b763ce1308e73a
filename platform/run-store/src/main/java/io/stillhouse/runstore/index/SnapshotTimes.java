package io.stillhouse.runstore.index;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Times in records. */
final class SnapshotTimes {

  private SnapshotTimes() {}

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** The time of a field that may be absent. */
  static Optional<Instant> present(boolean isPresent, Timestamp time) {
    return isPresent ? Optional.of(instant(time)) : Optional.empty();
  }
}

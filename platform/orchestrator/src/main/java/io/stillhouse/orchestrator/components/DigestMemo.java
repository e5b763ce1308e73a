package io.stillhouse.orchestrator.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Digests of files that were read before, also by earlier processes: a file that still has its
 * size, its time of modification to the nanosecond and its inode is not read again. Reading the
 * libraries of the steps anew would take longer than everything else about a run from the cache.
 */
final class DigestMemo {
  /** A file this young may yet change within the resolution of its time of modification. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final int DIGEST_LENGTH = 64;

  private final Path file;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /**
   * Remembers in a file, which need not exist; lines that it does not understand are passed over.
   */
  DigestMemo(Path file) {
    this.file = file;
    try {
      // Bytes that are no UTF-8 spoil their line only.
      new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.matches("[0-9a-f]{64} .+"))
          .forEach(
              line ->
                  known.put(line.substring(DIGEST_LENGTH + 1), line.substring(0, DIGEST_LENGTH)));
    } catch (NoSuchFileException first) {
      known.clear();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The digest of a file that has not changed since. */
  Optional<String> find(Path path) throws IOException {
    return Optional.ofNullable(known.get(state(path)));
  }

  /** Remembers the digest of a file whose state before it was read was this one. */
  void remember(String state, Path path, String digest) throws IOException {
    Instant modified = Files.getLastModifiedTime(path).toInstant();
    boolean settled = modified.plus(SETTLED).isBefore(Instant.now());
    if (settled && state.equals(state(path)) && known.put(state, digest) == null) {
      append(digest + " " + state + "\n");
    }
  }

  private void append(String line) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // A store that cannot be written can still be asked what a run would do.
      return;
    }
  }

  /** What tells whether a file has changed. */
  static String state(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return attributes.size()
        + " "
        + attributes.lastModifiedTime().toInstant()
        + " "
        + attributes.fileKey()
        + " "
        + path.toAbsolutePath().toString().replace("\n", "\\n");
  }
}

package io.stillhouse.orchestrator.components;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SHA-256 of files and folders outside the store, each file read once as long as it stays as it is.
 */
public final class ContentDigests {
  private static final int BUFFER_BYTES = 1 << 17;

  private final DigestMemo memo;

  /**
   * Digests that are remembered.
   *
   * @param memo the file that remembers them; it need not exist
   */
  public ContentDigests(Path memo) {
    this.memo = new DigestMemo(memo);
  }

  /**
   * The digest of a file's content, or of the names and contents of all files of a folder.
   *
   * @return 64 lower-case hexadecimal digits
   * @throws IOException if something cannot be read
   */
  public String of(Path path) throws IOException {
    return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
  }

  private String ofFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = tree.filter(Files::isRegularFile).sorted().toList();
    }
    MessageDigest sha256 = sha256();
    for (Path file : files) {
      update(sha256, folder.relativize(file).toString());
      update(sha256, ofFile(file));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private String ofFile(Path file) throws IOException {
    Optional<String> known = memo.find(file);
    if (known.isPresent()) {
      return known.get();
    }
    String state = DigestMemo.state(file);
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream content = Files.newInputStream(file)) {
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        sha256.update(buffer, 0, count);
      }
    }
    String digest = HexFormat.of().formatHex(sha256.digest());
    memo.remember(state, file, digest);
    return digest;
  }

  /** The digest of several texts, which cannot be mistaken for that of other texts. */
  static String ofTexts(List<String> texts) {
    MessageDigest sha256 = sha256();
    texts.forEach(text -> update(sha256, text));
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void update(MessageDigest sha256, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    sha256.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

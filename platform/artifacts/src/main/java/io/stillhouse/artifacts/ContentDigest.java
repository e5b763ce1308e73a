package io.stillhouse.artifacts;

import io.stillhouse.v1.ArtifactFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Size and checksums of some content, computed in one pass.
 *
 * @param size bytes, 0 or more
 * @param crc32c CRC-32C (Castagnoli), to be read as an unsigned number
 * @param sha256 SHA-256, 64 lower-case hexadecimal digits
 */
public record ContentDigest(long size, int crc32c, String sha256) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Reads a stream to its end. */
  public static ContentDigest of(InputStream content) throws IOException {
    MessageDigest sha256 = newSha256();
    CRC32C crc32c = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      sha256.update(buffer, 0, n);
      crc32c.update(buffer, 0, n);
      size += n;
    }
    return new ContentDigest(
        size, (int) crc32c.getValue(), HexFormat.of().formatHex(sha256.digest()));
  }

  /** The digest as that of a file of an artifact. */
  public ArtifactFile describe(String path) {
    return ArtifactFile.newBuilder()
        .setPath(path)
        .setSize(size)
        .setCrc32C(crc32c)
        .setSha256(sha256)
        .build();
  }

  /** SHA-256 of some bytes, 64 lower-case hexadecimal digits. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(newSha256().digest(content));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}

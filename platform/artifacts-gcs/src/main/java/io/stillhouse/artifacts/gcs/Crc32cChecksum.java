package io.stillhouse.artifacts.gcs;

import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C as the service writes it: base64 of the four bytes, the most significant first. */
final class Crc32cChecksum {
  private Crc32cChecksum() {}

  static String of(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.wrap(content));
    return text(crc);
  }

  static String text(CRC32C crc) {
    return BaseEncoding.base64().encode(Ints.toByteArray((int) crc.getValue()));
  }

  static int number(String text) {
    return Ints.fromByteArray(BaseEncoding.base64().decode(text));
  }
}

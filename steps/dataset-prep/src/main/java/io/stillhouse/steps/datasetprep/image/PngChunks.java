package io.stillhouse.steps.datasetprep.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Checks a PNG's chunks against their checksums, which Java's PNG reader does not: without this a
 * damaged picture decodes to wrong pixels in silence.
 */
final class PngChunks {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int FRAME_BYTES = 12;
  private static final int END_CHUNK = 0x49454E44;

  private PngChunks() {}

  static boolean isPng(byte[] file) {
    return file.length >= Long.BYTES && ByteBuffer.wrap(file).getLong() == SIGNATURE;
  }

  static void check(byte[] file) throws DefectiveImageException {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int position = Long.BYTES;
    while (true) {
      if (file.length - position < FRAME_BYTES) {
        throw new DefectiveImageException("the PNG is truncated; replace the file");
      }
      long length = buffer.getInt(position) & 0xFFFFFFFFL;
      if (length > file.length - position - FRAME_BYTES) {
        throw new DefectiveImageException("the PNG is truncated; replace the file");
      }
      CRC32 crc = new CRC32();
      crc.update(file, position + 4, (int) length + 4);
      if ((int) crc.getValue() != buffer.getInt(position + 8 + (int) length)) {
        throw new DefectiveImageException(
            "the PNG is damaged: chunk '%s' does not match its checksum; replace the file"
                .formatted(new String(file, position + 4, 4, StandardCharsets.ISO_8859_1)));
      }
      if (buffer.getInt(position + 4) == END_CHUNK) {
        return;
      }
      position += (int) length + FRAME_BYTES;
    }
  }
}

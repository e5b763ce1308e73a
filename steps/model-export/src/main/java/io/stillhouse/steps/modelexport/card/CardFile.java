package io.stillhouse.steps.modelexport.card;

import io.stillhouse.artifacts.ContentDigest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that belongs to an exported model.
 *
 * @param name its name
 * @param what what it is
 * @param bytes its size
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 */
public record CardFile(String name, String what, long bytes, String sha256) {

  /** Reads the file. */
  public static CardFile of(Path file, String what) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ContentDigest digest = ContentDigest.of(in);
      return new CardFile(file.getFileName().toString(), what, digest.size(), digest.sha256());
    }
  }
}

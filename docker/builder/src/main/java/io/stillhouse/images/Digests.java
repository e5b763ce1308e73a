package io.stillhouse.images;

import io.stillhouse.orchestrator.components.ContentDigests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of what goes into images. */
record Digests(ContentDigests contents) {
  /** The digest of a jar's content. */
  BillOfMaterials.Part part(Jar jar) throws IOException {
    return new BillOfMaterials.Part(jar, contents.of(jar.path()));
  }

  /** The digests of all contents, in order. */
  List<String> of(List<Path> files) throws IOException {
    List<String> digests = new ArrayList<>();
    for (Path file : files) {
      digests.add(contents.of(file));
    }
    return digests;
  }

  /** One digest of several texts that contain no line breaks. */
  static String together(List<String> texts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] bytes = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

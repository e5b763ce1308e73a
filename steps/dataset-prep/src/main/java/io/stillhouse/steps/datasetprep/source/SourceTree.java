package io.stillhouse.steps.datasetprep.source;

import io.stillhouse.step.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a source's files are; workers open it for themselves.
 *
 * @param kind how they are kept
 * @param location absolute path of the folder or archive
 * @param name what messages call it
 */
public record SourceTree(Kind kind, String location, String name) implements Serializable {
  /** How files are kept. */
  public enum Kind {
    DIRECTORY,
    ZIP,
    TAR
  }

  private static final int TAR_MAGIC_OFFSET = 257;

  /**
   * Finds out what a source is by its content, not by its name. A tar.gz is unpacked to a plain tar
   * in the work folder first, because gzip cannot be read from the middle.
   *
   * @throws InvalidInputException when it is missing or none of folder, zip, tar, tar.gz
   */
  public static SourceTree of(Path source, Path workDirectory) throws IOException {
    if (!Files.exists(source)) {
      throw new InvalidInputException(
          "source %s does not exist; check the path (a relative one starts at the definition)"
              .formatted(source));
    }
    String name = String.valueOf(source.getFileName());
    if (Files.isDirectory(source)) {
      return new SourceTree(Kind.DIRECTORY, source.toAbsolutePath().toString(), name);
    }
    byte[] head = head(source);
    if (startsWith(head, 0, 'P', 'K')) {
      return new SourceTree(Kind.ZIP, source.toAbsolutePath().toString(), name);
    }
    if (startsWith(head, 0, 0x1F, 0x8B)) {
      Path tar = workDirectory.resolve("source.tar");
      try (InputStream in = Files.newInputStream(source)) {
        Unpacking.unpack(in, name, Files.size(source), tar);
      }
      return ofTar(tar, name);
    }
    return ofTar(source, name);
  }

  private static SourceTree ofTar(Path tar, String name) throws IOException {
    if (startsWith(head(tar), TAR_MAGIC_OFFSET, 'u', 's', 't', 'a', 'r')) {
      return new SourceTree(Kind.TAR, tar.toAbsolutePath().toString(), name);
    }
    throw new InvalidInputException(
        String.format(
            Locale.ROOT,
            "source %s is no folder, zip, tar or tar.gz; for a format of several files name their"
                + " folder",
            name));
  }

  /** The same files elsewhere. */
  public SourceTree at(Path place) {
    return new SourceTree(kind, place.toString(), name);
  }

  /** Opens the files for one reader. */
  public FileTree open() throws IOException {
    Path path = Path.of(location);
    return switch (kind) {
      case DIRECTORY -> new DirectoryTree(path);
      case ZIP -> new ZipTree(path);
      case TAR -> new TarTree(path, name);
    };
  }

  /**
   * A file of the source as a plain, unpacked file on disk: itself where it is one already, else a
   * copy in the work folder.
   */
  public Path plainFile(FileTree tree, TreeFile file, Path workDirectory) throws IOException {
    boolean gzip;
    try (InputStream in = tree.open(file)) {
      gzip = startsWith(in.readNBytes(2), 0, 0x1F, 0x8B);
    }
    if (kind == Kind.DIRECTORY && !gzip) {
      return Path.of(location).resolve(file.path());
    }
    Path copy = Files.createTempFile(workDirectory, "unpacked-", ".bin");
    try (InputStream in = tree.open(file)) {
      Unpacking.unpack(in, file.path(), file.size(), copy);
    }
    return copy;
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(512);
    }
  }

  private static boolean startsWith(byte[] head, int offset, int... magic) {
    if (head.length < offset + magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[offset + i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}

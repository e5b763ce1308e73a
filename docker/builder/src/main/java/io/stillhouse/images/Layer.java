package io.stillhouse.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The files of one layer of an image. The same files give the same tar, byte for byte: sorted, with
 * one date, owned by root unless said otherwise.
 */
final class Layer {
  private static final int READABLE = 0644;
  private static final int FOLDER = 0755;

  private final Instant date;
  private final Map<String, Entry> entries = new TreeMap<>();

  /** A layer whose files are all of one date. */
  Layer(Instant date) {
    this.date = date;
  }

  /** Adds a folder; folders of files need not be added. */
  Layer folder(String path, int mode, int owner) {
    parents(path);
    entries.put(path + "/", new Entry(mode, owner, 0, out -> {}));
    return this;
  }

  /** Adds a file of this machine. */
  Layer file(String path, Path source) throws IOException {
    return add(path, Files.size(source), out -> Files.copy(source, out));
  }

  /** Adds a text. */
  Layer text(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return add(path, bytes.length, out -> out.write(bytes));
  }

  /**
   * Adds a file that lies in a jar.
   *
   * @throws ImageException if it does not
   */
  Layer unpacked(String path, Path jar, String name) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new ImageException("There is no " + name + " in " + jar + ".");
      }
      return add(path, entry.getSize(), out -> unpack(jar, name, out));
    }
  }

  /** Writes the layer as a tar; the file appears whole or not at all. */
  void write(Path tar) throws IOException {
    Files.createDirectories(tar.getParent());
    Path unfinished = tar.resolveSibling(tar.getFileName() + ".new");
    try (TarArchiveOutputStream out =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 17), "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, Entry> named : entries.entrySet()) {
        Entry entry = named.getValue();
        TarArchiveEntry header = new TarArchiveEntry(named.getKey());
        header.setMode(entry.mode);
        header.setIds(entry.owner, entry.owner);
        header.setNames("", "");
        header.setModTime(date.toEpochMilli());
        header.setSize(entry.size);
        out.putArchiveEntry(header);
        entry.content.writeTo(out);
        out.closeArchiveEntry();
      }
    }
    Files.move(unfinished, tar, StandardCopyOption.REPLACE_EXISTING);
  }

  private Layer add(String path, long size, Content content) {
    parents(path);
    if (entries.put(path, new Entry(READABLE, 0, size, content)) != null) {
      throw new ImageException(
          "Two files of an image would have the same place " + path + ": rename one of the jars.");
    }
    return this;
  }

  private void parents(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      entries.putIfAbsent(path.substring(0, slash + 1), new Entry(FOLDER, 0, 0, out -> {}));
    }
  }

  private static void unpack(Path jar, String name, OutputStream out) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream content = zip.getInputStream(zip.getEntry(name))) {
      content.transferTo(out);
    }
  }

  private record Entry(int mode, int owner, long size, Content content) {}

  /** Writes what an entry holds. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}

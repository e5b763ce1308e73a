package io.stillhouse.launcher.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A small tar archive in memory, as the engine takes files. */
final class Archive {
  private final TarArchiveOutputStream tar;

  private Archive(TarArchiveOutputStream tar) {
    this.tar = tar;
  }

  /** Puts entries into an archive. */
  interface Content {
    /** Puts them. */
    void into(Archive archive) throws IOException;
  }

  static InputStream of(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
      content.into(new Archive(tar));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written to a disk here", e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  void file(String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  void folder(String name, ContainerUser owner) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name + "/");
    entry.setIds(owner.uid(), owner.gid());
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}

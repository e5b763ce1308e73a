package io.stillhouse.imagetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** All files of an image, as a container would see them. */
record ImageFiles(List<TarArchiveEntry> entries, String billOfMaterials) {

  /** Reads the files of an image, or of the layer that the context adds as a tar. */
  static ImageFiles of(BuiltImages images, String image, Path temporary)
      throws IOException, InterruptedException {
    Command created = images.docker("create", image);
    assertThat(created.exit()).as(created.out()).isZero();
    String container = created.out().strip();
    Path tar = temporary.resolve("files.tar");
    try {
      Command export = images.docker("export", "--output", tar.toString(), container);
      assertThat(export.exit()).as(export.out()).isZero();
    } finally {
      images.docker("rm", "--volumes", container);
    }
    ImageFiles files = read(tar);
    Files.delete(tar);
    return files;
  }

  static ImageFiles read(Path tar) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    String bill = "";
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(entry);
        if (entry.getName().equals("sbom.cdx.json")) {
          bill = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    return new ImageFiles(entries, bill);
  }

  List<String> names() {
    return entries.stream().map(TarArchiveEntry::getName).toList();
  }
}

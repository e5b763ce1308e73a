package io.stillhouse.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTest {
  private static final Instant DATE = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void theOrderInWhichFilesAreAddedAndTheirAgeDoNotMatter() throws IOException {
    Path old = Files.writeString(folder.resolve("old"), "content");
    Path young = Files.writeString(folder.resolve("young"), "content");
    Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
    new Layer(DATE).file("app/a", old).text("app/b", "b").write(folder.resolve("1.tar"));
    new Layer(DATE).text("app/b", "b").file("app/a", young).write(folder.resolve("2.tar"));

    assertThat(folder.resolve("1.tar")).hasSameBinaryContentAs(folder.resolve("2.tar"));
  }

  @Test
  void foldersComeBeforeTheirFilesAndEverythingBelongsToRootUnlessSaidOtherwise()
      throws IOException {
    Path tar = folder.resolve("layer.tar");
    new Layer(DATE).text("opt/x/file", "text").folder("cache", 0755, 65532).write(tar);

    List<TarArchiveEntry> entries = entries(tar);
    assertThat(entries)
        .extracting(TarArchiveEntry::getName)
        .containsExactly("cache/", "opt/", "opt/x/", "opt/x/file");
    assertThat(entries.get(0).getLongUserId()).isEqualTo(65532);
    assertThat(entries.get(3).getLongUserId()).isZero();
    assertThat(entries.get(3).getMode() & 0777).isEqualTo(0644);
    assertThat(entries).allMatch(entry -> entry.getLastModifiedTime().toInstant().equals(DATE));
  }

  @Test
  void twoFilesOfOnePlaceAreRefused() {
    Layer layer = new Layer(DATE).text("app/lib/a.jar", "one");

    assertThatThrownBy(() -> layer.text("app/lib/a.jar", "other"))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("app/lib/a.jar");
  }

  private static List<TarArchiveEntry> entries(Path tar) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}

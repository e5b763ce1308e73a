package io.stillhouse.orchestrator.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentDigestsTest {
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path folder;

  @Test
  void aFileHasTheSha256OfItsContent() throws Exception {
    Path file = Files.writeString(folder.resolve("abc"), "abc");

    assertThat(digests().of(file)).isEqualTo(SHA256_OF_ABC);
  }

  @Test
  void aFolderDependsOnNamesAndContents() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data/inner"));
    Files.writeString(data.resolve("a"), "1");
    String before = digests().of(folder.resolve("data"));
    Files.writeString(data.resolve("a"), "2!");
    String changed = digests().of(folder.resolve("data"));
    Files.move(data.resolve("a"), data.resolve("b"));

    assertThat(changed).isNotEqualTo(before);
    assertThat(digests().of(folder.resolve("data"))).isNotEqualTo(changed);
  }

  @Test
  void anUnchangedFileIsNotReadAgainByLaterProcesses() throws Exception {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    Files.setLastModifiedTime(file, LONG_AGO);
    digests().of(file);
    String memo = Files.readString(folder.resolve("memo"));
    String forged = SHA256_OF_ABC.replace('b', 'c');
    Files.writeString(folder.resolve("memo"), memo.replace(SHA256_OF_ABC, forged) + "garbage\n");

    assertThat(digests().of(file)).isEqualTo(forged);
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.toInstant().plusNanos(1000)));
    assertThat(digests().of(file)).isEqualTo(SHA256_OF_ABC);
  }

  @Test
  void aFileThatWasJustWrittenIsNotTrustedToStayAsItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    digests().of(file);

    assertThat(folder.resolve("memo")).doesNotExist();
  }

  @Test
  void aMemoThatCannotBeWrittenOrIsDamagedCostsTimeOnly() throws Exception {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    Files.setLastModifiedTime(file, LONG_AGO);
    Files.write(folder.resolve("memo"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'});

    assertThat(digests().of(file)).isEqualTo(SHA256_OF_ABC);
    assertThat(digests().of(file)).isEqualTo(SHA256_OF_ABC);
    assertThat(new ContentDigests(Path.of("/proc/none/memo")).of(file)).isEqualTo(SHA256_OF_ABC);
  }

  private ContentDigests digests() {
    return new ContentDigests(folder.resolve("memo"));
  }
}

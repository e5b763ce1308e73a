package io.stillhouse.contract;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Assumptions;

/** The smallest image in which a shell runs: one static program, made without a registry. */
final class ShellImage {
  static final String NAME = "stillhouse-contract-tests/shell:1";

  private static final List<Path> PLACES =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));
  private static final List<String> PROGRAMS =
      List.of(
          "cat", "dd", "echo", "env", "head", "id", "ls", "mkdir", "sh", "sleep", "touch", "wc",
          "wget");

  private ShellImage() {}

  /** Makes the image unless it is there, or skips the test. */
  static void make(DockerClient engine) throws IOException {
    Optional<Path> program = staticShell();
    Assumptions.assumeTrue(
        program.isPresent(),
        "there is no static busybox, so no container is tested: apt-get install busybox-static");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive)) {
      put(tar, "bin/busybox", Files.readAllBytes(program.orElseThrow()));
      put(tar, "Dockerfile", "FROM scratch\nCOPY bin /bin\n".getBytes(StandardCharsets.UTF_8));
      for (String name : PROGRAMS) {
        TarArchiveEntry link = new TarArchiveEntry("bin/" + name, TarConstants.LF_SYMLINK);
        link.setModTime(0);
        link.setLinkName("busybox");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
    }
    try (BuildImageResultCallback built =
        engine
            .buildImageCmd(new ByteArrayInputStream(archive.toByteArray()))
            .withTags(Set.of(NAME))
            .exec(new BuildImageResultCallback())) {
      built.awaitImageId();
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry file = new TarArchiveEntry(name);
    file.setMode(0755);
    file.setModTime(0);
    file.setSize(content.length);
    tar.putArchiveEntry(file);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** Static programs do not name a loader. */
  private static Optional<Path> staticShell() throws IOException {
    for (Path place : PLACES) {
      if (Files.isExecutable(place)
          && !new String(Files.readAllBytes(place), StandardCharsets.ISO_8859_1)
              .contains("/ld-linux")) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }
}

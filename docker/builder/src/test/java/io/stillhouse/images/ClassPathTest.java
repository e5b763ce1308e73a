package io.stillhouse.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  @TempDir private Path folder;
  private Path home;
  private Path own;

  @BeforeEach
  void prepare() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    own = jar(home.resolve("platform/model/target/stillhouse-model.jar"), "");
  }

  @Test
  void whatIsBelowTheInstallationIsItsOwnAndTheRestHasCoordinates() throws IOException {
    Path library =
        jar(folder.resolve("repository/org/example/deep/tool/1.2/tool-1.2-linux.jar"), "");

    ClassPath path = read(own, library);

    assertThat(path.jars().get(0).isOwn()).isTrue();
    assertThat(path.jars().get(1).library())
        .contains(new MavenCoordinates("org.example.deep", "tool", "1.2", "linux"));
  }

  @Test
  void aGroupThatAJarRecordsCountsMoreThanWhereItLies() throws IOException {
    Path library = jar(folder.resolve("anywhere/tool/1.2/tool-1.2.jar"), "org.recorded");

    assertThat(read(own, library).jars().get(1).library().orElseThrow().packageUrl())
        .isEqualTo("pkg:maven/org.recorded/tool@1.2");
  }

  @Test
  void ofTwoVersionsTheFirstStays() throws IOException {
    Path first = jar(folder.resolve("repository/a/tool/1/tool-1.jar"), "");
    Path second = jar(folder.resolve("repository/a/tool/2/tool-2.jar"), "");

    assertThat(read(own, first).and(read(own, second)).jars())
        .extracting(Jar::fileName)
        .containsExactly("stillhouse-model.jar", "tool-1.jar");
  }

  @Test
  void aJarThatIsMissingOrNamelessIsToldByItsPath() throws IOException {
    Path missing = folder.resolve("repository/a/tool/1/tool-1.jar");
    assertThatThrownBy(() -> read(own, missing))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("build Stillhouse first");

    Path nameless = jar(folder.resolve("loose.jar"), "");
    assertThatThrownBy(() -> read(own, nameless))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(nameless.toString());
  }

  private ClassPath read(Path first, Path other) throws IOException {
    Path list = Files.writeString(folder.resolve("classpath"), other.toString());
    return ClassPath.read(home, first, list);
  }

  private static Path jar(Path path, String group) throws IOException {
    Files.createDirectories(path.getParent());
    try (OutputStream file = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      if (!group.isEmpty()) {
        zip.putNextEntry(new ZipEntry("META-INF/maven/" + group + "/tool/pom.properties"));
        zip.write(("groupId=" + group).getBytes(StandardCharsets.UTF_8));
      }
      zip.putNextEntry(new ZipEntry("x"));
    }
    return path;
  }
}

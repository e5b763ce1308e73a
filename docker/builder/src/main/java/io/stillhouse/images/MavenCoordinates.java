package io.stillhouse.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a jar of the local repository is called.
 *
 * @param classifier empty for the main jar
 */
record MavenCoordinates(String group, String artifact, String version, String classifier) {
  private static final String REPOSITORY = "repository";

  /**
   * The coordinates that a path of the form {@code
   * .../repository/GROUP/ARTIFACT/VERSION/ARTIFACT-VERSION[-CLASSIFIER].jar} stands for.
   *
   * @throws ImageException if the path has another form
   */
  static MavenCoordinates of(Path jar) {
    Path versionFolder = jar.toAbsolutePath().getParent();
    Path artifactFolder = versionFolder == null ? null : versionFolder.getParent();
    if (versionFolder == null || artifactFolder == null || artifactFolder.getFileName() == null) {
      throw unknown(jar);
    }
    String version = versionFolder.getFileName().toString();
    String artifact = artifactFolder.getFileName().toString();
    String file = jar.getFileName().toString();
    String stem = artifact + "-" + version;
    if (!file.startsWith(stem) || !file.endsWith(".jar")) {
      throw unknown(jar);
    }
    String rest = file.substring(stem.length(), file.length() - ".jar".length());
    String group = recordedGroup(jar, artifact).orElseGet(() -> groupOf(artifactFolder, jar));
    return new MavenCoordinates(group, artifact, version, rest.isEmpty() ? "" : rest.substring(1));
  }

  /** What two versions of the same library have in common. */
  String versionless() {
    return group + ":" + artifact + ":" + classifier;
  }

  /** The package URL. */
  String packageUrl() {
    return "pkg:maven/"
        + group
        + "/"
        + artifact
        + "@"
        + version
        + (classifier.isEmpty() ? "" : "?classifier=" + classifier);
  }

  /** The group that the jar itself records, where it does. */
  private static Optional<String> recordedGroup(Path jar, String artifact) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (name.startsWith("META-INF/maven/")
            && name.endsWith("/" + artifact + "/pom.properties")) {
          Properties properties = new Properties();
          try (InputStream content = zip.getInputStream(entry)) {
            properties.load(content);
          }
          return Optional.ofNullable(properties.getProperty("groupId"));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new ImageException(jar + " cannot be read as a jar: " + e.getMessage(), e);
    }
  }

  private static String groupOf(Path artifactFolder, Path jar) {
    StringBuilder group = new StringBuilder();
    for (Path folder = artifactFolder.getParent();
        folder != null && folder.getFileName() != null;
        folder = folder.getParent()) {
      String name = folder.getFileName().toString();
      if (name.equals(REPOSITORY)) {
        return group.toString();
      }
      group.insert(0, group.isEmpty() ? name : name + ".");
    }
    throw unknown(jar);
  }

  private static ImageException unknown(Path jar) {
    return new ImageException(
        jar
            + " is neither a jar of this installation nor one of a Maven repository: its name and"
            + " version, which the image's bill of materials states, are not known.");
  }
}

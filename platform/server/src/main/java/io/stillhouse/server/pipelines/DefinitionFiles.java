package io.stillhouse.server.pipelines;

import io.stillhouse.model.definition.PipelineDefinition;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Definitions in the folder that the server was started with; only right ones are known. */
final class DefinitionFiles {
  private static final int MOST = 500;
  private static final long LARGEST = 1 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionFiles.class);

  private final Path folder;
  private final Definitions definitions;

  DefinitionFiles(Path folder, Definitions definitions) {
    this.folder = folder;
    this.definitions = definitions;
  }

  /**
   * A definition of the folder.
   *
   * @param definition what the text says
   * @param source the text
   */
  record DefinitionFile(PipelineDefinition definition, String source) {}

  /** The definitions by their pipelines' names; of two with one name the first. */
  Map<String, DefinitionFile> read() {
    Map<String, DefinitionFile> found = new TreeMap<>();
    for (Path file : files()) {
      read(file).ifPresent(read -> found.putIfAbsent(read.definition().name(), read));
    }
    return found;
  }

  private Optional<DefinitionFile> read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      String source = Files.readString(file);
      return definitions
          .check(source, Map.of())
          .value()
          .map(definition -> new DefinitionFile(definition, source));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("The definition {} cannot be read", file, e);
      return Optional.empty();
    }
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      for (Path child : children) {
        if (Files.isRegularFile(child) && files.size() < MOST) {
          files.add(child);
        }
      }
    } catch (IOException e) {
      LOG.warn("The folder {} cannot be read", folder, e);
    }
    Collections.sort(files);
    return files;
  }
}

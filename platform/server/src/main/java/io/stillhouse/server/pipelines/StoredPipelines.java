package io.stillhouse.server.pipelines;

import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names.VersionName;
import io.stillhouse.server.pipelines.DefinitionFiles.DefinitionFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The pipelines that can be started by name: uploaded ones, and those of the server's folder. */
public final class StoredPipelines {
  private final Definitions definitions;
  private final Versions versions;
  private final DefinitionFiles files;

  /**
   * @param folder the folder of definitions that a user may start from
   */
  public StoredPipelines(Definitions definitions, Versions versions, Path folder) {
    this.definitions = definitions;
    this.versions = versions;
    this.files = new DefinitionFiles(folder, definitions);
  }

  /**
   * The text of a definition.
   *
   * @param version an uploaded version; empty: the newest one, else the file of the folder
   */
  public Optional<String> source(String pipeline, Optional<Integer> version) {
    if (version.isPresent()) {
      try {
        return Optional.of(versions.get(new VersionName(pipeline, version.get())).getSource());
      } catch (ApiException e) {
        return Optional.empty();
      }
    }
    return versions
        .newest(pipeline)
        .map(newest -> newest.getSource())
        .or(() -> Optional.ofNullable(files.read().get(pipeline)).map(DefinitionFile::source));
  }

  /** The same, read; empty if it is wrong. */
  public Optional<PipelineDefinition> definition(String pipeline, Optional<Integer> version) {
    return source(pipeline, version).flatMap(source -> definitions.check(source, Map.of()).value());
  }

  /** The names of all of them. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(versions.pipelines());
    names.addAll(files.read().keySet());
    return names;
  }
}

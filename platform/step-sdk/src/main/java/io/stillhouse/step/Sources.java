package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.StepTask;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Data outside the pipeline: on this machine, or copied into the store and fetched from there. */
final class Sources {
  private final Parameters parameters;
  private final Map<String, ArtifactReference> copies;
  private final ArtifactReader reader;

  Sources(StepTask task, Parameters parameters, ArtifactReader reader) {
    this.parameters = parameters;
    this.copies = task.getStagedSourcesMap();
    this.reader = reader;
  }

  /** Where on this machine that lies which a parameter names. */
  Path find(String parameter) {
    String text = parameters.string(parameter);
    ArtifactReference copy = copies.get(text);
    if (copy == null) {
      return parameters.source(parameter);
    }
    Path name = Path.of(URI.create(text).getPath()).getFileName();
    return reader.materialise(copy).resolve(String.valueOf(name));
  }
}

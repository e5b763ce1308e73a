package io.stillhouse.step;

import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.StepTask;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Data outside the pipeline: on this machine, or copied into the store and fetched from there. */
final class Sources {
  private final Parameters parameters;
  private final Map<String, ArtifactReference> copies;
  private final Fetched fetched;

  Sources(StepTask task, Parameters parameters, Fetched fetched) {
    this.parameters = parameters;
    this.copies = task.getStagedSourcesMap();
    this.fetched = fetched;
  }

  /** Where on this machine that lies which a parameter names. */
  Path find(String parameter) {
    String text = parameters.string(parameter);
    ArtifactReference copy = copies.get(text);
    if (copy == null) {
      return parameters.source(parameter);
    }
    Path name = Path.of(URI.create(text).getPath()).getFileName();
    return fetched.materialise(copy).resolve(String.valueOf(name));
  }
}

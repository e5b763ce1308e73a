package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies artifacts of runs out of the store. */
public final class Exports {
  private static final String EXPORTED_MODEL = "model.onnx";

  private final ArtifactReader reader;

  public Exports(ArtifactStore store) {
    reader = new ArtifactReader(store);
  }

  /**
   * Copies a verified artifact's files into a folder, which is made when it is not there.
   *
   * @param artifact {@code STEP/OUTPUT}; empty: the model that the run exported last
   * @return the names of the files
   * @throws CliException when there is no such artifact, or a file of that name is there already
   */
  public List<String> copy(StoredRun run, String artifact, Path to) throws IOException {
    ArtifactReference reference = find(run, artifact);
    List<String> files =
        reader.manifest(reference).getFilesList().stream().map(ArtifactFile::getPath).toList();
    List<String> present = files.stream().filter(file -> Files.exists(to.resolve(file))).toList();
    if (!present.isEmpty()) {
      throw new CliException(
          CliExit.INVALID,
          "%s has %s already; nothing was copied.".formatted(to, String.join(", ", present)),
          "Name another folder with --to.");
    }
    Path source = reader.materialise(reference);
    for (String file : files) {
      Path target = to.resolve(file);
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.copy(source.resolve(file), target);
    }
    return files;
  }

  private ArtifactReference find(StoredRun run, String artifact) {
    Map<String, ArtifactReference> outputs = outputs(run);
    if (artifact.isEmpty()) {
      return exportedModel(run, outputs);
    }
    ArtifactReference named = outputs.get(artifact);
    if (named != null) {
      return named;
    }
    List<String> names = new ArrayList<>(outputs.keySet());
    throw new CliException(
        CliExit.INVALID,
        "The run " + run.displayName() + " has no artifact " + artifact + ".",
        Suggestion.closest(artifact, names)
            .map(name -> "Did you mean " + name + "?")
            .orElse("It has " + String.join(", ", names) + "."));
  }

  private ArtifactReference exportedModel(StoredRun run, Map<String, ArtifactReference> outputs) {
    ArtifactReference found = null;
    for (ArtifactReference output : outputs.values()) {
      if (output.getType() == ArtifactType.MODEL
          && reader.manifest(output).getFilesList().stream()
              .anyMatch(file -> file.getPath().equals(EXPORTED_MODEL))) {
        found = output;
      }
    }
    if (found == null) {
      throw new CliException(
          CliExit.INVALID,
          "The run " + run.displayName() + " exported no model.",
          "Give its definition a step of the component model-export, or name an artifact: "
              + String.join(", ", outputs.keySet())
              + ".");
    }
    return found;
  }

  /** By {@code STEP/OUTPUT}, in plan order. */
  private static Map<String, ArtifactReference> outputs(StoredRun run) {
    Map<String, ArtifactReference> outputs = new LinkedHashMap<>();
    for (StepOutcome step : run.ended()) {
      if (step.getState() == State.SUCCEEDED) {
        new TreeMap<>(step.getResult().getOutputsMap())
            .forEach((name, output) -> outputs.put(step.getStep() + "/" + name, output));
      }
    }
    return outputs;
  }
}

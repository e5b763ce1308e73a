package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.Collection;
import java.util.Optional;

/** Finds the reports that a run's evaluation wrote. */
public final class Reports {
  private final ArtifactStore store;

  public Reports(ArtifactStore store) {
    this.store = store;
  }

  /** The forms of a report. */
  public enum Form {
    HTML(ArtifactType.REPORT, "report.html"),
    MARKDOWN(ArtifactType.REPORT, "report.md"),
    JSON(ArtifactType.METRICS, "evaluation.json");

    private final ArtifactType artifact;
    private final String file;

    Form(ArtifactType artifact, String file) {
      this.artifact = artifact;
      this.file = file;
    }
  }

  /** The key of the report of the last step that wrote one; nothing when no step did, so far. */
  public Optional<String> find(StoredRun run, Form form) {
    return reference(run, form).map(reference -> reference.getPath() + "/" + form.file);
  }

  /**
   * The content of the report of the last step that wrote one, held against its manifest.
   *
   * @throws CliException if there is none
   */
  public byte[] read(StoredRun run, Form form) {
    ArtifactReference reference =
        reference(run, form).orElseThrow(() -> missing(run, form, "no step of it wrote one"));
    ArtifactReader reader = new ArtifactReader(store);
    reader.verify(reference);
    boolean listed =
        reader.manifest(reference).getFilesList().stream()
            .map(ArtifactFile::getPath)
            .anyMatch(form.file::equals);
    if (!listed) {
      throw missing(run, form, "the artifact " + reference.getPath() + " has no " + form.file);
    }
    String key = reference.getPath() + "/" + form.file;
    return store.read(key).orElseThrow(() -> missing(run, form, key + " is gone"));
  }

  /** An evaluation's before that of a step without metrics, such as an explanation. */
  private static Optional<ArtifactReference> reference(StoredRun run, Form form) {
    Optional<ArtifactReference> any = Optional.empty();
    Optional<ArtifactReference> ofEvaluation = Optional.empty();
    for (StepOutcome step : run.ended()) {
      if (step.getState() == State.SUCCEEDED) {
        Collection<ArtifactReference> outputs = step.getResult().getOutputsMap().values();
        boolean measures =
            outputs.stream().anyMatch(output -> output.getType() == ArtifactType.METRICS);
        for (ArtifactReference output : outputs) {
          if (output.getType() == form.artifact) {
            any = Optional.of(output);
            ofEvaluation = measures ? Optional.of(output) : ofEvaluation;
          }
        }
      }
    }
    return ofEvaluation.isPresent() ? ofEvaluation : any;
  }

  private static CliException missing(StoredRun run, Form form, String why) {
    return new CliException(
        CliExit.INVALID,
        "The run " + run.displayName() + " has no " + form.file + ": " + why + ".",
        "stillhouse show " + run.displayName() + " tells what became of its steps.");
  }
}

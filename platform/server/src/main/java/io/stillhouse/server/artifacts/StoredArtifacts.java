package io.stillhouse.server.artifacts;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names.ArtifactName;
import io.stillhouse.v1.ArtifactDetail;
import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ArtifactManifest;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.util.Optional;

/**
 * Artifacts of a store, by their names. A file is only ever one that the artifact's manifest lists:
 * what a request says is looked up there, never joined to a path.
 */
public final class StoredArtifacts {
  private final ArtifactStore store;
  private final ArtifactReader reader;

  /** Of a store. */
  public StoredArtifacts(ArtifactStore store) {
    this.store = store;
    this.reader = new ArtifactReader(store);
  }

  /** The store. */
  ArtifactStore store() {
    return store;
  }

  /**
   * Where an artifact lies and what it contains.
   *
   * @throws ApiException if there is none
   */
  ArtifactReference reference(ArtifactName name) {
    return reader
        .find(name.path())
        .orElseThrow(() -> ApiException.notFound("there is no artifact " + name));
  }

  /** What an artifact consists of. */
  ArtifactManifest manifest(ArtifactReference reference) {
    return reader.manifest(reference);
  }

  /**
   * A file of an artifact.
   *
   * @throws ApiException if the artifact has no such file
   */
  public FoundFile file(ArtifactName name, String path) {
    ArtifactReference reference = reference(name);
    return manifest(reference).getFilesList().stream()
        .filter(file -> file.getPath().equals(path))
        .findFirst()
        .map(file -> new FoundFile(reference.getPath() + "/" + file.getPath(), file))
        .orElseThrow(() -> ApiException.notFound("artifact " + name + " has no file of that name"));
  }

  /**
   * A file of an artifact.
   *
   * @param key where it lies in the store
   * @param file what the manifest says of it
   */
  public record FoundFile(String key, ArtifactFile file) {}

  /** The first artifact of a type that the step had which made an artifact. */
  Optional<ArtifactReference> input(ArtifactName name, ArtifactType type) {
    return ProtoJson.read(store, name.attempt().layout().task(), StepTask.getDefaultInstance())
        .stream()
        .flatMap(task -> task.getInputsMap().values().stream())
        .flatMap(input -> input.getArtifactsList().stream())
        .map(InputArtifact::getArtifact)
        .filter(artifact -> artifact.getType() == type)
        .findFirst();
  }

  /** An artifact with its files. */
  ArtifactDetail detail(ArtifactName name) {
    return detail(name, reference(name));
  }

  /** An artifact with its files. */
  ArtifactDetail detail(ArtifactName name, ArtifactReference reference) {
    ArtifactManifest manifest = manifest(reference);
    ArtifactDetail.Builder detail =
        ArtifactDetail.newBuilder()
            .setName(name.toString())
            .setType(reference.getType())
            .setDigest(reference.getDigest())
            .putAllMetadata(manifest.getMetadataMap())
            .addAllFiles(manifest.getFilesList())
            .setTotalSize(manifest.getFilesList().stream().mapToLong(ArtifactFile::getSize).sum())
            .setStep(name.attempt().stepName())
            .setOutput(name.output());
    Optional<StepResult> result =
        ProtoJson.read(store, name.attempt().layout().result(), StepResult.getDefaultInstance());
    result
        .filter(StepResult::hasEndTime)
        .ifPresent(
            ended -> detail.setCreateTime(Times.toProto(Times.fromProto(ended.getEndTime()))));
    return detail.build();
  }
}

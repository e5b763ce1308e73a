package io.stillhouse.server.pipelines;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names.VersionName;
import io.stillhouse.v1.PipelineVersion;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Uploaded definitions, kept in the store as {@code _pipelines/<pipeline>/<number>.json}, each
 * created if absent.
 */
public final class Versions {
  private static final String FOLDER = "_pipelines";
  private static final int MOST = 10_000;

  private final ArtifactStore store;
  private final Clock clock;

  /** Of a store. */
  public Versions(ArtifactStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The pipelines that have versions, sorted. */
  List<String> pipelines() {
    return store.children(FOLDER);
  }

  /** The numbers of a pipeline's versions, ascending. */
  List<Integer> numbers(String pipeline) {
    String folder = FOLDER + "/" + pipeline;
    return store.list(folder).stream()
        .map(StoredObject::key)
        .map(key -> key.substring(folder.length() + 1))
        .filter(name -> name.matches("[0-9]{8}\\.json"))
        .map(name -> Integer.valueOf(name.substring(0, 8)))
        .toList();
  }

  /** The newest version of a pipeline, if there is one. */
  Optional<PipelineVersion> newest(String pipeline) {
    List<Integer> numbers = numbers(pipeline);
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(get(new VersionName(pipeline, numbers.get(numbers.size() - 1))));
  }

  /**
   * A version.
   *
   * @throws ApiException if there is none
   */
  public PipelineVersion get(VersionName name) {
    if (name.number() == 0) {
      return newest(name.pipeline())
          .orElseThrow(
              () -> ApiException.notFound("pipeline " + name.pipeline() + " has no versions"));
    }
    return ProtoJson.read(
            store, key(name.pipeline(), name.number()), PipelineVersion.getDefaultInstance())
        .orElseThrow(() -> ApiException.notFound("there is no " + name));
  }

  /** Adds a version, unless the newest one has the same text. */
  PipelineVersion add(String pipeline, String source, String description, String creator) {
    String digest = ContentDigest.sha256(source.getBytes(StandardCharsets.UTF_8));
    while (true) {
      Optional<PipelineVersion> newest = newest(pipeline);
      if (newest.isPresent() && newest.get().getDigest().equals(digest)) {
        return newest.get();
      }
      List<Integer> numbers = numbers(pipeline);
      int number = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
      if (number > MOST) {
        throw ApiException.tooMuch("pipeline " + pipeline + " has " + MOST + " versions already");
      }
      PipelineVersion version =
          PipelineVersion.newBuilder()
              .setName(new VersionName(pipeline, number).toString())
              .setSource(source)
              .setDescription(description)
              .setCreateTime(Times.toProto(clock.instant()))
              .setCreator(creator)
              .setDigest(digest)
              .build();
      if (store.create(key(pipeline, number), ProtoJson.write(version))) {
        return version;
      }
    }
  }

  private static String key(String pipeline, int number) {
    return String.format(Locale.ROOT, "%s/%s/%08d.json", FOLDER, pipeline, number);
  }
}

package io.stillhouse.contract;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import io.stillhouse.v1.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A run with the one step {@code count}, in a store of its own, a local one by default. */
final class StepFixture {
  static final RunLayout RUN = new RunLayout("counting", "20260101-000000-abcdef");

  private static final int PAUSE_MILLIS = 20;

  private final Path root;
  private final ArtifactStore store;
  private final ArtifactReference seed;

  StepFixture(Path temporary) throws IOException {
    this(temporary, ArtifactStores.open(temporary.resolve("store")));
  }

  /** In another store. */
  StepFixture(Path temporary, ArtifactStore store) throws IOException {
    root = temporary.resolve("store");
    this.store = store;
    Path folder = Files.createDirectory(temporary.resolve("seed"));
    Files.writeString(folder.resolve("seed.txt"), "seed");
    seed =
        new ArtifactWriter(store)
            .commit(folder, ArtifactType.DATASET, Map.of(), RUN.attempt("seed", 1).output("seed"));
  }

  ArtifactStore store() {
    return store;
  }

  String seedFile() {
    return seed.getPath() + "/seed.txt";
  }

  /** Writes the task of an attempt and returns its URI. */
  String task(int attempt, int turns, String ending) {
    AttemptLayout layout = RUN.attempt("count", attempt);
    StepTask task =
        StepTask.newBuilder()
            .setRun(RUN.name())
            .setStep("count")
            .setAttempt(attempt)
            .setComponent("counting")
            .putParameters("turns", Value.newBuilder().setIntegerValue(turns).build())
            .putParameters("pauseMillis", Value.newBuilder().setIntegerValue(PAUSE_MILLIS).build())
            .putParameters("ending", Value.newBuilder().setStringValue(ending).build())
            .putInputs(
                "seed",
                InputArtifacts.newBuilder()
                    .addArtifacts(InputArtifact.newBuilder().setArtifact(seed).setProducer("seed"))
                    .build())
            .putOutputs("model", ArtifactType.MODEL)
            .setStoreUri(store.root().toString())
            .setAttemptPath(layout.folder())
            .setCheckpointPath(RUN.checkpoints("count"))
            .build();
    store.replace(layout.task(), ProtoJson.write(task));
    return store.uri(layout.task()).toString();
  }

  StepResult result(int attempt) {
    return ProtoJson.read(
            store, RUN.attempt("count", attempt).result(), StepResult.getDefaultInstance())
        .orElseThrow();
  }

  /** The events of an attempt, whose chunks must be numbered without gaps. */
  List<StepEvent> events(int attempt) {
    AttemptLayout layout = RUN.attempt("count", attempt);
    List<StepEvent> events = new ArrayList<>();
    int number = 0;
    for (StoredObject chunk : store.list(layout.events())) {
      number++;
      if (!chunk.key().equals(layout.eventChunk(number))) {
        throw new AssertionError(chunk.key() + " is not chunk " + number);
      }
      events.addAll(
          ProtoJson.read(store, chunk.key(), StepEventChunk.getDefaultInstance())
              .orElseThrow()
              .getEventsList());
    }
    return events;
  }

  /** What lies in the store's folder and is no object. */
  List<String> unfinished() throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.map(Path::toString).filter(path -> path.contains("/.unfinished-")).toList();
    }
  }
}

package io.stillhouse.runstore.index;

import com.google.protobuf.Message;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.DamagedObjectException;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.view.Damage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records of one run and notes those that are damaged: they count as absent. */
final class RecordReader {
  private final ArtifactStore store;
  private final RunLayout run;
  private final List<Damage> damage = new ArrayList<>();

  RecordReader(ArtifactStore store, RunLayout run) {
    this.store = store;
    this.run = run;
  }

  <T extends Message> Optional<T> read(String key, T type) {
    try {
      return ProtoJson.read(store, key, type);
    } catch (DamagedObjectException e) {
      note(key, e.getMessage());
      return Optional.empty();
    }
  }

  boolean exists(String key) {
    return store.read(key).isPresent();
  }

  List<String> children(String folder) {
    return store.children(folder);
  }

  void note(String key, @Nullable String message) {
    damage.add(new Damage(run, Rows.name(key), Rows.text(message == null ? "damaged" : message)));
  }

  List<Damage> damage() {
    return List.copyOf(damage);
  }
}

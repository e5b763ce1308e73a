package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.runstore.database.Database;
import io.stillhouse.runstore.database.IndexException;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;

/** Which store an index is of: one index is of one store. */
final class StoreBinding {

  private StoreBinding() {}

  /**
   * Makes the index one of this store.
   *
   * @throws IndexException if it is of another one
   */
  static void bind(Database database, ArtifactStore store) {
    String bound = bound(database);
    String root = Rows.text(store.root().toString());
    if (bound.isEmpty()) {
      database.write(
          (connection, sequence) ->
              Rows.update(connection, new Sql("UPDATE store_state SET store = ?", root)));
    } else if (!bound.equals(root)) {
      throw new IndexException(
          "The index at "
              + database.place()
              + " is of the store "
              + bound
              + ", not of "
              + root
              + ". Name another place for it, or have it built anew with stillhouse reindex.");
    }
  }

  /** Whether the index is of another store than this. */
  static boolean isOfAnother(Database database, ArtifactStore store) {
    String bound = bound(database);
    return !bound.isEmpty() && !bound.equals(Rows.text(store.root().toString()));
  }

  private static String bound(Database database) {
    return database.read(
        connection ->
            Rows.query(
                    connection,
                    new Sql("SELECT store FROM store_state"),
                    row -> row.getString("store"))
                .get(0));
  }
}

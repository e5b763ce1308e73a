package io.stillhouse.runstore.view;

import java.util.List;

/**
 * What changed since a cursor.
 *
 * @param changes every run that changed, once, in the order of their last changes
 * @param cursor where to go on
 * @param restart whether the cursor was of an index that has been rebuilt since: what the asker has
 *     is to be read anew, and {@code changes} are empty
 */
public record Changes(List<Change> changes, String cursor, boolean restart) {

  /** Copies the list. */
  public Changes {
    changes = List.copyOf(changes);
  }
}

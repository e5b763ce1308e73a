package io.stillhouse.artifacts;

import java.net.URI;

/** An object that should be there is not. */
public final class ObjectNotFoundException extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectNotFoundException(URI store, String key) {
    super("store " + store + " has no object '" + key + "'", null);
  }
}

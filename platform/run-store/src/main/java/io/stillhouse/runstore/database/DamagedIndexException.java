package io.stillhouse.runstore.database;

/** The database's file is damaged: it has to be built anew from the store. */
public final class DamagedIndexException extends IndexException {
  private static final long serialVersionUID = 1;

  /** A file that is damaged, as its database says. */
  public DamagedIndexException(String place, Throwable cause) {
    super(
        place + " is damaged: " + cause.getMessage() + ". stillhouse reindex builds it anew.",
        cause);
  }
}

package io.stillhouse.runstore;

/** A page token that this index did not give for this filter and order. */
public final class InvalidPageTokenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidPageTokenException(String reason) {
    super("page_token " + reason + "; leave it out to begin with the first page");
  }
}

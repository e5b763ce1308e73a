package io.stillhouse.runstore;

/** A database for one test. */
interface TestIndex extends AutoCloseable {

  /** Its URL. */
  String url();

  @Override
  void close();
}

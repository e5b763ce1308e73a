package io.stillhouse.runstore.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Where two kinds of database differ. */
interface Dialect {

  /** The place, for messages: never with a password. */
  String place();

  /** Connections that may write. */
  DataSource writing();

  /** Connections that only read. */
  DataSource reading();

  /** What {@code ${text}} stands for in the migrations. */
  String textType();

  /** Whether a connection can be told to read only, as JDBC has it. */
  boolean knowsReadOnly();

  /** What a reading connection is prepared with. */
  String readerPreparation();

  /** The level at which the statements of one reading see the same state, as Hikari calls it. */
  String readerIsolation();

  /** The right to write, unless somebody else has it. */
  Optional<WriterLock> tryLock();

  /** Whether the database's content is damaged. */
  boolean isDamage(SQLException failure);

  /**
   * Looks the whole database over.
   *
   * @throws SQLException if it is damaged
   */
  void check(Connection connection) throws SQLException;

  /** Removes the database's content, whatever state it is in. */
  void remove();
}

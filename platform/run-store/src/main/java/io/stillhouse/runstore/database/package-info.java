/** The database: SQLite in a file or PostgreSQL, with the same tables and the same SQL. */
@NullMarked
package io.stillhouse.runstore.database;

import org.jspecify.annotations.NullMarked;

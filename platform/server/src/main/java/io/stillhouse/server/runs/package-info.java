/** Runs: created, listed, told of, compared. */
@NullMarked
package io.stillhouse.server.runs;

import org.jspecify.annotations.NullMarked;

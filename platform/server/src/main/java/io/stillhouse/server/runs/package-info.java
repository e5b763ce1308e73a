/** Runs: created, listed, changed, compared. */
@NullMarked
package io.stillhouse.server.runs;

import org.jspecify.annotations.NullMarked;

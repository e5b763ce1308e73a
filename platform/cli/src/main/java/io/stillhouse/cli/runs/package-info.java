/** Runs of a store: found, shown, compared, executed before a user's eyes. */
@NullMarked
package io.stillhouse.cli.runs;

import org.jspecify.annotations.NullMarked;

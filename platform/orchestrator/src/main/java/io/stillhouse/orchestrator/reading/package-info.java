/** Runs as their stores tell of them, also while they are at work. */
@NullMarked
package io.stillhouse.orchestrator.reading;

import org.jspecify.annotations.NullMarked;

/** Who is at work on a run, or on the store: one process at a time. */
@NullMarked
package io.stillhouse.orchestrator.ownership;

import org.jspecify.annotations.NullMarked;

/** What is kept of past runs, and how the rest is deleted. */
@NullMarked
package io.stillhouse.orchestrator.retention;

import org.jspecify.annotations.NullMarked;

/** Who starts the steps of runs: which launchers there are, and what they start. */
@NullMarked
package io.stillhouse.orchestrator.backend;

import org.jspecify.annotations.NullMarked;

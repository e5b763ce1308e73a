/** How the steps of a run are executed: admitted, launched, retried, canceled, settled. */
@NullMarked
package io.stillhouse.orchestrator.execution;

import org.jspecify.annotations.NullMarked;

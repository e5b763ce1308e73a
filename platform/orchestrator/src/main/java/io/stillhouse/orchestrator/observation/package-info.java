/** Whoever follows runs beside the one who asked for them: what exports traces. */
@NullMarked
package io.stillhouse.orchestrator.observation;

import org.jspecify.annotations.NullMarked;

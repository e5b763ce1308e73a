/** Runs of a pipeline: created, executed as Beam transforms, resumed, canceled, read, collected. */
@NullMarked
package io.stillhouse.orchestrator;

import org.jspecify.annotations.NullMarked;

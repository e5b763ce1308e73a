/** Runs as Beam pipelines: one transform a step. */
@NullMarked
package io.stillhouse.orchestrator.beam;

import org.jspecify.annotations.NullMarked;

/** Runs as traces of OpenTelemetry, exported by whoever executes them. */
@NullMarked
package io.stillhouse.tracing;

import org.jspecify.annotations.NullMarked;

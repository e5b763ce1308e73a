/** Sweeps: many runs of one definition, begun together and looked at together. */
@NullMarked
package io.stillhouse.cli.sweep;

import org.jspecify.annotations.NullMarked;

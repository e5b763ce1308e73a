/** Means over seeds, their intervals, paired differences and corrected verdicts. */
@NullMarked
package io.stillhouse.sweep.statistics;

import org.jspecify.annotations.NullMarked;

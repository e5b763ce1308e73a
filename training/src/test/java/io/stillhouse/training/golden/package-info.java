/** Reference values, computed in float64 elsewhere. */
@NullMarked
package io.stillhouse.training.golden;

import org.jspecify.annotations.NullMarked;

/**
 * How good predictions are, in plain Java on arrays: accuracy, calibration, ranking, and how alike
 * two models answer. Sums are in double precision.
 */
@NullMarked
package io.stillhouse.training.metrics;

import org.jspecify.annotations.NullMarked;

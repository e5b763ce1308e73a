/** Measures teachers, baselines and students on one split of one dataset, and writes the report. */
@NullMarked
package io.stillhouse.steps.evaluation;

import org.jspecify.annotations.NullMarked;

/** Runs, the states of runs and steps, classes of errors. */
@NullMarked
package io.stillhouse.model.run;

import org.jspecify.annotations.NullMarked;

/** Which image belongs to which split, by seed. */
@NullMarked
package io.stillhouse.steps.datasetprep.split;

import org.jspecify.annotations.NullMarked;

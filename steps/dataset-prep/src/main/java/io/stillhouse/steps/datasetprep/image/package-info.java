/** From stored bytes to pixels of the size asked for. */
@NullMarked
package io.stillhouse.steps.datasetprep.image;

import org.jspecify.annotations.NullMarked;

/** The contact sheet. */
@NullMarked
package io.stillhouse.steps.datasetprep.sheet;

import org.jspecify.annotations.NullMarked;

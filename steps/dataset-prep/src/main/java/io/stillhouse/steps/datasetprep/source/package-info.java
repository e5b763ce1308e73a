/** Files of a source wherever they lie: in a folder, a zip or a tar. */
@NullMarked
package io.stillhouse.steps.datasetprep.source;

import org.jspecify.annotations.NullMarked;

/** The step that decodes a labelled image dataset into uint8 shards. */
@NullMarked
package io.stillhouse.steps.datasetprep;

import org.jspecify.annotations.NullMarked;

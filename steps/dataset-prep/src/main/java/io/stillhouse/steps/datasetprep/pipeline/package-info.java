/** The Beam pipeline that decodes images into shards. */
@NullMarked
package io.stillhouse.steps.datasetprep.pipeline;

import org.jspecify.annotations.NullMarked;

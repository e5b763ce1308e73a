/** Dataset formats: from files to a catalogue of labelled images. */
@NullMarked
package io.stillhouse.steps.datasetprep.format;

import org.jspecify.annotations.NullMarked;

/** What is wrong with a source, and how much of it may be set aside. */
@NullMarked
package io.stillhouse.steps.datasetprep.defect;

import org.jspecify.annotations.NullMarked;

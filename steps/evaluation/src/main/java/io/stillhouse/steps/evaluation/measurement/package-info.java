/** From logits and labels to the figures of an Evaluation. */
@NullMarked
package io.stillhouse.steps.evaluation.measurement;

import org.jspecify.annotations.NullMarked;

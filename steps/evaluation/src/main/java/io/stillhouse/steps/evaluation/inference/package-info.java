/** The models at work: logits of a split, latency. */
@NullMarked
package io.stillhouse.steps.evaluation.inference;

import org.jspecify.annotations.NullMarked;

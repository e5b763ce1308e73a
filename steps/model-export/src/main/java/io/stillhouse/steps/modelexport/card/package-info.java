/** The model card: what a model is, what it was made from, what was measured of it. */
@NullMarked
package io.stillhouse.steps.modelexport.card;

import org.jspecify.annotations.NullMarked;

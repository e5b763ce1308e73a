/**
 * Losses of classification and distillation, as functions of arrays.
 *
 * <p>Every loss is a scalar array owned by the manager of the student's array, and so is what
 * back-propagation needs: with a manager per training step nothing outlives the step. Arrays that
 * are passed in stay open.
 */
@NullMarked
package io.stillhouse.training.loss;

import org.jspecify.annotations.NullMarked;

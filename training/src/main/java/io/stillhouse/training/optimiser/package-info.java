/** Stochastic gradient descent as PyTorch does it, and learning rates as functions of the step. */
@NullMarked
package io.stillhouse.training.optimiser;

import org.jspecify.annotations.NullMarked;

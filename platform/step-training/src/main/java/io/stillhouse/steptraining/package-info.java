/**
 * Training inside a step: what a step's context has to offer in the words of training, and what
 * training says in the words of a step.
 */
@NullMarked
package io.stillhouse.steptraining;

import org.jspecify.annotations.NullMarked;

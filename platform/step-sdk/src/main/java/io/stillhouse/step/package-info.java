/** The contract that every step's process keeps, and what a step may ask for. */
@NullMarked
package io.stillhouse.step;

import org.jspecify.annotations.NullMarked;

/** Typed parameter values, as they travel from a definition to a step. */
@NullMarked
package io.stillhouse.model.value;

import org.jspecify.annotations.NullMarked;

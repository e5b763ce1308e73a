/** The expressions inside a definition: ${...} and conditions. */
@NullMarked
package io.stillhouse.model.expression;

import org.jspecify.annotations.NullMarked;

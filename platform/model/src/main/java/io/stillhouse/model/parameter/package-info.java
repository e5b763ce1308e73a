/** Parameter declarations and the values that they accept. */
@NullMarked
package io.stillhouse.model.parameter;

import org.jspecify.annotations.NullMarked;

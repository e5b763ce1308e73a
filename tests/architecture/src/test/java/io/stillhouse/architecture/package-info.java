/** The structure that the design asks for, as rules that can fail. */
@NullMarked
package io.stillhouse.architecture;

import org.jspecify.annotations.NullMarked;

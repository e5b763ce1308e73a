/** How lines of the log look. */
@NullMarked
package io.stillhouse.logging;

import org.jspecify.annotations.NullMarked;

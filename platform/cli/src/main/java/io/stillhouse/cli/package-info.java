/** The {@code stillhouse} command. */
@NullMarked
package io.stillhouse.cli;

import org.jspecify.annotations.NullMarked;

/** A run while it goes: gathered, drawn, told in lines. */
@NullMarked
package io.stillhouse.cli.progress;

import org.jspecify.annotations.NullMarked;

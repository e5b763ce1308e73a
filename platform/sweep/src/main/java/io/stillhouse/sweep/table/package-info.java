/** The table of a sweep, and its forms for people and programs. */
@NullMarked
package io.stillhouse.sweep.table;

import org.jspecify.annotations.NullMarked;

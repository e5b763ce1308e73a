/** The table of a sweep as one self-contained page. */
@NullMarked
package io.stillhouse.sweep.page;

import org.jspecify.annotations.NullMarked;

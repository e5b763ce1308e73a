/** The dashboard in a real browser. */
@NullMarked
package io.stillhouse.dashboard;

import org.jspecify.annotations.NullMarked;

/** Runs held beside each other. */
@NullMarked
package io.stillhouse.server.compare;

import org.jspecify.annotations.NullMarked;

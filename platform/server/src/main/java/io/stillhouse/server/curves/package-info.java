/** What steps measure while they work. */
@NullMarked
package io.stillhouse.server.curves;

import org.jspecify.annotations.NullMarked;

/** Pages of lists. */
@NullMarked
package io.stillhouse.server.paging;

import org.jspecify.annotations.NullMarked;

/** What of runs has ended since the server started. */
@NullMarked
package io.stillhouse.server.ended;

import org.jspecify.annotations.NullMarked;

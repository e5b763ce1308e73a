/** Followers of runs. */
@NullMarked
package io.stillhouse.server.watch;

import org.jspecify.annotations.NullMarked;

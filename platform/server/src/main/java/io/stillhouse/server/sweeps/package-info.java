/** Sweeps and their tables, as the API tells them. */
@NullMarked
package io.stillhouse.server.sweeps;

import org.jspecify.annotations.NullMarked;

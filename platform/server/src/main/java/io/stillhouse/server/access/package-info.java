/** Who may call the API. */
@NullMarked
package io.stillhouse.server.access;

import org.jspecify.annotations.NullMarked;

/** Names of resources. */
@NullMarked
package io.stillhouse.server.names;

import org.jspecify.annotations.NullMarked;

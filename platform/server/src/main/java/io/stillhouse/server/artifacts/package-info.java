/** Artifacts: found, looked into, fetched. */
@NullMarked
package io.stillhouse.server.artifacts;

import org.jspecify.annotations.NullMarked;

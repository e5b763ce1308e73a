/** Object storage for artifacts: atomic commit, manifests with digests, verification on read. */
@NullMarked
package io.stillhouse.artifacts;

import org.jspecify.annotations.NullMarked;

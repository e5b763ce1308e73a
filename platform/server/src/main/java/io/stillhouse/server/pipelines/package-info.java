/** Definitions and what a run of them would do. */
@NullMarked
package io.stillhouse.server.pipelines;

import org.jspecify.annotations.NullMarked;

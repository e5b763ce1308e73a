/** A Flink session for tests. */
@NullMarked
package io.stillhouse.flinksession;

import org.jspecify.annotations.NullMarked;

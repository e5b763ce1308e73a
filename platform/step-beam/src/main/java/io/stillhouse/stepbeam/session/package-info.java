/** A step's work on many shards on a Flink session: both the step's part and the workers'. */
@NullMarked
package io.stillhouse.stepbeam.session;

import org.jspecify.annotations.NullMarked;

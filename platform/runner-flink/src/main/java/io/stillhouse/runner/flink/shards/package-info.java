/**
 * The session's part in a step's work on many shards: a job whose tasks are the step's, and whose
 * workers run the step's own program, fetched from the store.
 */
@NullMarked
package io.stillhouse.runner.flink.shards;

import org.jspecify.annotations.NullMarked;

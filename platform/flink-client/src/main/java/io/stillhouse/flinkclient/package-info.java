/**
 * What Stillhouse says to Flink sessions: over HTTP, and in the store to the workers of a step. No
 * class of Flink is needed.
 */
@NullMarked
package io.stillhouse.flinkclient;

import org.jspecify.annotations.NullMarked;

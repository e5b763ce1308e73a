/** What a network computes, told operation by operation, for formats that other programs read. */
@NullMarked
package io.stillhouse.training.graph;

import org.jspecify.annotations.NullMarked;

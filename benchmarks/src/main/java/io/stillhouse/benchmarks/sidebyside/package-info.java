/** Work of Stillhouse in blocks, so that it can be timed in turns with another way of doing it. */
@NullMarked
package io.stillhouse.benchmarks.sidebyside;

import org.jspecify.annotations.NullMarked;

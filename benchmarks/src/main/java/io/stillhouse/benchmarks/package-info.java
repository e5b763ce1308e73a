/** What is measured to be sure that Stillhouse is fast; see {@code benchmarks/README.md}. */
@NullMarked
package io.stillhouse.benchmarks;

import org.jspecify.annotations.NullMarked;

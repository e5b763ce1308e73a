/** Layer-by-layer pretraining of a student on hints from its teachers. */
@NullMarked
package io.stillhouse.training.hint;

import org.jspecify.annotations.NullMarked;

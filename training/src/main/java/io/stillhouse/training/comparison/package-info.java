/** Whether two models differ by more than chance. */
@NullMarked
package io.stillhouse.training.comparison;

import org.jspecify.annotations.NullMarked;

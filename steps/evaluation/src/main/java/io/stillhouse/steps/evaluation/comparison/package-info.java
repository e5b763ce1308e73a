/** Whether two models differ by more than chance. */
@NullMarked
package io.stillhouse.steps.evaluation.comparison;

import org.jspecify.annotations.NullMarked;

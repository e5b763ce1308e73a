/** Networks stage by stage: what hints, flows and attention compare. */
@NullMarked
package io.stillhouse.training.stage;

import org.jspecify.annotations.NullMarked;

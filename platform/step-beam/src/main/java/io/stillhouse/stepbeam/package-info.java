/** Data-parallel work inside a step: Beam pipelines that the step starts, follows and stops. */
@NullMarked
package io.stillhouse.stepbeam;

import org.jspecify.annotations.NullMarked;

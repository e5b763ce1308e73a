/** What a pipeline does for a step: tasks and those who do them, and how it is told of. */
@NullMarked
package io.stillhouse.stepbeam.work;

import org.jspecify.annotations.NullMarked;

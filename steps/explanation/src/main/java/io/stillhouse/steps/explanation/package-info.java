/** Shows where teachers and students look, and measures it. */
@NullMarked
package io.stillhouse.steps.explanation;

import org.jspecify.annotations.NullMarked;

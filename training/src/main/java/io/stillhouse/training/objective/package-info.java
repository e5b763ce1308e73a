/** What the steps minimise: labels, soft labels of an ensemble of teachers, hints. */
@NullMarked
package io.stillhouse.training.objective;

import org.jspecify.annotations.NullMarked;

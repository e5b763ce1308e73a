/** The step that exports a model for other runtimes and documents it. */
@NullMarked
package io.stillhouse.steps.modelexport;

import org.jspecify.annotations.NullMarked;

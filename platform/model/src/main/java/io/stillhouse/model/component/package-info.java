/** Components: a kind of step with typed inputs, outputs and parameters. */
@NullMarked
package io.stillhouse.model.component;

import org.jspecify.annotations.NullMarked;

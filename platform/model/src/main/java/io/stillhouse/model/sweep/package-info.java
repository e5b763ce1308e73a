/** Many runs of one definition: lists of values by parameter, expanded into combinations. */
@NullMarked
package io.stillhouse.model.sweep;

import org.jspecify.annotations.NullMarked;

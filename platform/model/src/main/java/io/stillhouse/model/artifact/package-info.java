/** The types of artifacts. */
@NullMarked
package io.stillhouse.model.artifact;

import org.jspecify.annotations.NullMarked;

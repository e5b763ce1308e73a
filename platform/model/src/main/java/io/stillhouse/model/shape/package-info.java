/** Declared shapes of YAML: each reads a node and describes itself as JSON Schema. */
@NullMarked
package io.stillhouse.model.shape;

import org.jspecify.annotations.NullMarked;

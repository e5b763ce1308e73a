/** JSON Schema of definitions and components, for editors. */
@NullMarked
package io.stillhouse.model.schema;

import org.jspecify.annotations.NullMarked;

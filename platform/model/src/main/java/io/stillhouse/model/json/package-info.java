/** JSON as a tree, and its text. */
@NullMarked
package io.stillhouse.model.json;

import org.jspecify.annotations.NullMarked;

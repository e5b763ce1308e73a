/** Pipeline definitions as their authors wrote them, checked. */
@NullMarked
package io.stillhouse.model.definition;

import org.jspecify.annotations.NullMarked;

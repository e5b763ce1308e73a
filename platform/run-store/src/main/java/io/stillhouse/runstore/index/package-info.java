/** From records in object storage to rows: one run, a whole store, and what changes. */
@NullMarked
package io.stillhouse.runstore.index;

import org.jspecify.annotations.NullMarked;

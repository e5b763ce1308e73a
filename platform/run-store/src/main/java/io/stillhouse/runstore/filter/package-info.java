/** The language of filters and orders, and the SQL that it becomes. */
@NullMarked
package io.stillhouse.runstore.filter;

import org.jspecify.annotations.NullMarked;

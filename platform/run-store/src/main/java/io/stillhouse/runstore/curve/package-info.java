/** Curves: packed for the database, thinned out for a picture. */
@NullMarked
package io.stillhouse.runstore.curve;

import org.jspecify.annotations.NullMarked;

/** Container images of steps and of the run controller, layer by layer. */
@NullMarked
package io.stillhouse.images;

import org.jspecify.annotations.NullMarked;

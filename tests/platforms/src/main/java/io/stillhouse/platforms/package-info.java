/** Services that tests bring up, or skip with the reason where they are not installed. */
@NullMarked
package io.stillhouse.platforms;

import org.jspecify.annotations.NullMarked;

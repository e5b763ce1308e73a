/** What starts runs by itself, over the API. */
@NullMarked
package io.stillhouse.server.trigger;

import org.jspecify.annotations.NullMarked;

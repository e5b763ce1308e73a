/** Triggers and their events in the store. */
@NullMarked
package io.stillhouse.server.trigger.events;

import org.jspecify.annotations.NullMarked;

/** When schedules name a time. */
@NullMarked
package io.stillhouse.server.trigger.schedule;

import org.jspecify.annotations.NullMarked;

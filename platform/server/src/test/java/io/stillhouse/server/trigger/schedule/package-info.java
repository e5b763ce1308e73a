@NullMarked
package io.stillhouse.server.trigger.schedule;

import org.jspecify.annotations.NullMarked;

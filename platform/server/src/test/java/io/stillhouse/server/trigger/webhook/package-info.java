@NullMarked
package io.stillhouse.server.trigger.webhook;

import org.jspecify.annotations.NullMarked;

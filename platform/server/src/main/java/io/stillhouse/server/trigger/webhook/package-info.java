/** Calls of webhooks: who sent them, and what they say. */
@NullMarked
package io.stillhouse.server.trigger.webhook;

import org.jspecify.annotations.NullMarked;

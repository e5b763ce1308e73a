@NullMarked
package io.stillhouse.server.trigger.definition;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.stillhouse.server.trigger.engine;

import org.jspecify.annotations.NullMarked;

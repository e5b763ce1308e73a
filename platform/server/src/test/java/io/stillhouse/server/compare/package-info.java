@NullMarked
package io.stillhouse.server.compare;

import org.jspecify.annotations.NullMarked;

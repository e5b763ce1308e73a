@NullMarked
package io.stillhouse.server.access;

import org.jspecify.annotations.NullMarked;

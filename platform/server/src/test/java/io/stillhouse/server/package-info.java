@NullMarked
package io.stillhouse.server;

import org.jspecify.annotations.NullMarked;

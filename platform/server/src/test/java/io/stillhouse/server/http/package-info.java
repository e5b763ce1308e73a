@NullMarked
package io.stillhouse.server.http;

import org.jspecify.annotations.NullMarked;

/** Failures as the API tells them. */
@NullMarked
package io.stillhouse.server.errors;

import org.jspecify.annotations.NullMarked;

/** What Prometheus scrapes. */
@NullMarked
package io.stillhouse.server.metrics;

import org.jspecify.annotations.NullMarked;

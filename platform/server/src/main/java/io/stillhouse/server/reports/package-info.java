/** What steps tell: events, logs, curves. */
@NullMarked
package io.stillhouse.server.reports;

import org.jspecify.annotations.NullMarked;

/** What steps tell: events, logs, curves, over the API. */
@NullMarked
package io.stillhouse.server.reports;

import org.jspecify.annotations.NullMarked;

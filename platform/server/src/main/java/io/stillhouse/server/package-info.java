/** The server: the API over gRPC and HTTP/JSON on one port, and the dashboard. */
@NullMarked
package io.stillhouse.server;

import org.jspecify.annotations.NullMarked;

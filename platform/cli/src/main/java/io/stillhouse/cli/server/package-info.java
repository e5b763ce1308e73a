/** The server as the command line sees it: an extension. */
@NullMarked
package io.stillhouse.cli.server;

import org.jspecify.annotations.NullMarked;

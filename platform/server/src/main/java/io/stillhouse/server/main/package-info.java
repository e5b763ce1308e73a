/** The server as an extension of the command line. */
@NullMarked
package io.stillhouse.server.main;

import org.jspecify.annotations.NullMarked;

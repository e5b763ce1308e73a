/** What steps print: read, followed, searched. */
@NullMarked
package io.stillhouse.server.logs;

import org.jspecify.annotations.NullMarked;

/** The AliasService: which run is the one to beat, and which would take its place. */
@NullMarked
package io.stillhouse.server.aliases;

import org.jspecify.annotations.NullMarked;

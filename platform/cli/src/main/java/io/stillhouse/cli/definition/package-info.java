/** Definitions and components, from a user's files. */
@NullMarked
package io.stillhouse.cli.definition;

import org.jspecify.annotations.NullMarked;

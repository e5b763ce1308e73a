/** Contexts: where runs are kept and carried out, by names that a user gives to places. */
@NullMarked
package io.stillhouse.cli.context;

import org.jspecify.annotations.NullMarked;
